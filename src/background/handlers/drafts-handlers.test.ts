import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft, DraftPatch, DraftStatus } from '../../drafts/draft.ts';
import { ownerId } from '../../accounts/known-account.ts';
import { moveDraft } from '../../drafts/move-draft.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import { attachPhoto } from '../../photos/attach-photo.ts';
import { memoryPhotoBlobs } from '../../photos/memory-photo-blobs.ts';
import { testImport } from '../../photos/test-photo.ts';
import { appError, type AppError } from '../../shared/app-error.ts';
import type { ChangeEvent, Store } from '../../store/store.ts';
import { testStore } from '../../store/test-store.ts';
import { draftsHandlers, type DraftsContext } from './drafts-handlers.ts';
import { asPage, valueOf } from './test-ask.ts';

const START = Date.parse('2026-11-21T10:00:00.000Z');
const iso = (ms: number) => new Date(ms).toISOString();

let nowMs: number;
let store: Store;
let context: DraftsContext;
const ask = asPage<DraftsContext, typeof draftsHandlers>(draftsHandlers, () => context);

beforeEach(async () => {
  nowMs = START;
  store = await testStore();
  context = {
    store,
    clock: { now: () => nowMs, sleep: async () => {} },
    accountId: () => store.read(ownerId),
  };
});

/** Everything the gate asks for but photos, for a category without known sizes. */
const COMPLETE: DraftPatch = {
  title: 'T-shirt rayé marine, coton épais',
  description: 'T-shirt rayé en coton épais, porté deux fois, sans défaut.',
  priceCents: 1250,
  labels: { brand: 'Petit Bateau', category: 'Femmes › T-shirts' },
  listing: {
    catalogId: 221,
    brandId: 1234,
    brandLabel: 'Petit Bateau',
    sizeId: 4,
    conditionId: 2,
    packageSizeId: 1,
  },
};

const create = async () => valueOf(await ask('drafts.create'));
const get = async (id: string) => valueOf(await ask('drafts.get', { id }));
const save = (draft: Pick<Draft, 'id' | 'revision'>, patch: DraftPatch) =>
  ask('drafts.save', { id: draft.id, revision: draft.revision, patch });

async function givePhotos(draftId: string, ...numbers: number[]) {
  const blobs = memoryPhotoBlobs(() => nowMs);
  for (const number of numbers) {
    const photo = await testImport(blobs, number);
    valueOf(await attachPhoto({ ...context, blobs }, draftId, photo));
  }
}

async function createReady(...photos: number[]): Promise<Draft> {
  const draft = await create();
  await givePhotos(draft.id, ...(photos.length > 0 ? photos : [1, 2, 3]));
  const saved = valueOf(await save(draft, COMPLETE));
  expect(saved.status).toBe('ready');
  return saved;
}

async function move(id: string, to: DraftStatus, error?: AppError, preparedUntil?: string) {
  const moved = await store.write((tx) =>
    moveDraft(tx, 'local', id, to, { actor: 'queue', reason: 'test', now: iso(nowMs), error, preparedUntil }),
  );
  valueOf(moved);
}

async function givenJob(draftId: string, status = 'queued') {
  await store.write((tx) =>
    tx.run(
      `INSERT INTO plugin_queue (id, user_id, operation, draft_id, status, position)
       VALUES ($id, 'local', 'publish_product', $draft, $status, 1)`,
      { $id: `job of ${draftId}`, $draft: draftId, $status: status },
    ),
  );
}

async function prepared(): Promise<Draft> {
  const draft = await createReady();
  await move(draft.id, 'prepared', undefined, iso(nowMs + 1_800_000));
  return get(draft.id);
}

const journal = (id: string) =>
  store.read((reader) =>
    reader
      .all<{ action: string; before: string | null; after: string | null; actor: string }>(
        `SELECT action, before, after, actor FROM audit_log WHERE entity_id = $id ORDER BY rowid`,
        { $id: id },
      )
      .map(({ action, before, after, actor }) => ({
        action,
        actor,
        before: JSON.parse(before ?? 'null') as unknown,
        after: JSON.parse(after ?? 'null') as unknown,
      })),
  );
const statuses = (id: string) =>
  journal(id)
    .filter((row) => row.action === 'draft.status')
    .map((row) => (row.after as { status: string }).status);

describe('drafts.create', () => {
  it('makes an empty pending draft with a piece, judged and written in the journal', async () => {
    const events: ChangeEvent[] = [];
    store.onChange((changes) => events.push(...changes));
    const draft = await create();
    expect(draft).toMatchObject({
      accountId: 'local',
      title: '',
      priceCents: 0,
      currency: 'EUR',
      status: 'pending',
      revision: 1,
      locked: false,
      deletedAt: null,
      photos: [],
      online: null,
      createdAt: iso(START),
      piece: { reference: 1, costCents: null, measures: {} },
    });
    expect(draft.flags).toMatchObject({ gate_version: 1, publish_ready: false });
    expect(draft.flags?.blockers.map((found) => found.rule)).toContain('photos_none');
    expect(events).toContainEqual({ name: 'drafts.changed', ids: [draft.id] });
    expect(journal(draft.id).map((row) => row.action)).toEqual(['draft.create']);
  });

  it('never uses a reference again, not even of an erased piece', async () => {
    const references = [];
    for (let i = 0; i < 3; i++) references.push((await create()).piece?.reference);
    await store.write((tx) => tx.run('DELETE FROM pieces WHERE reference = 3'));
    references.push((await create()).piece?.reference);
    expect(references).toEqual([1, 2, 3, 4]);
  });
});

describe('drafts.save', () => {
  it('keeps what is given, leaves the rest, and counts the revision', async () => {
    const draft = await create();
    nowMs += 1000;
    const saved = valueOf(
      await save(draft, { title: 'Jean brut', labels: { size: '38' }, listing: { colorIds: [9] } }),
    );
    expect(saved).toMatchObject({
      title: 'Jean brut',
      revision: 2,
      updatedAt: iso(nowMs),
      createdAt: iso(START),
    });
    const again = valueOf(await save(saved, { priceCents: 1999, labels: { brand: 'Levi’s' } }));
    expect(again).toMatchObject({
      title: 'Jean brut',
      priceCents: 1999,
      revision: 3,
      labels: { size: '38', brand: 'Levi’s', color: null },
      listing: { colorIds: [9], catalogId: null },
    });
    expect(await get(draft.id)).toEqual(again);
  });

  it('moves with the gate, both ways, and writes each move in the journal', async () => {
    const ready = await createReady();
    const pending = valueOf(await save(ready, { title: '' }));
    expect(pending.status).toBe('pending');
    expect(pending.flags?.blockers.map((found) => found.rule)).toEqual(['title_empty']);
    expect(statuses(ready.id)).toEqual(['ready', 'pending']);
    expect(journal(ready.id).at(-2)).toEqual({
      action: 'draft.save',
      actor: 'seller',
      before: { title: COMPLETE.title },
      after: { title: '' },
    });
  });

  it('keeps flags whose hash is that of what was saved', async () => {
    const ready = await createReady();
    const saved = valueOf(await save(ready, { priceCents: 1300 }));
    expect(saved.flags?.content_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(saved.flags?.content_hash).not.toBe(ready.flags?.content_hash);
    const back = valueOf(await save(saved, { priceCents: 1250 }));
    expect(back.flags?.content_hash).toBe(ready.flags?.content_hash);
  });

  it('refuses an older revision, shows both, and changes nothing', async () => {
    const draft = await create();
    const first = valueOf(await save(draft, { title: 'Le premier' }));
    expect(await save(draft, { title: 'Le second' })).toEqual({
      ok: false,
      error: { code: 'conflict_revision', params: { yours: 1, theirs: 2, time: first.updatedAt } },
    });
    expect((await get(draft.id)).title).toBe('Le premier');
  });

  it('writes nothing where nothing changes', async () => {
    const ready = await createReady();
    const before = store.status().generation;
    expect(valueOf(await save(ready, { title: ready.title, labels: {}, listing: { sizeId: 4 } }))).toEqual(
      ready,
    );
    expect(store.status().generation).toBe(before);
  });

  it.each([
    [{ priceCents: 12.5 }, 'patch.priceCents'],
    [{ priceCents: 'abc' }, 'patch.priceCents'],
    [{ listing: { colorIds: [1, 2, 3] } }, 'patch.listing.colorIds'],
    [{ status: 'published' }, 'patch'],
    [{ listing: { photos: [1] } }, 'patch.listing'],
    [{ title: 'x'.repeat(2001) }, 'patch.title'],
  ])('refuses what is no draft: %j', async (patch, field) => {
    const draft = await create();
    expect(await ask('drafts.save', { id: draft.id, revision: 1, patch })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', field },
    });
    expect((await get(draft.id)).revision).toBe(1);
  });

  it('keeps markup and quotes as text', async () => {
    const draft = await create();
    const title = `<script>alert("1")</script> '; DROP TABLE drafts; --`;
    expect(valueOf(await save(draft, { title })).title).toBe(title);
  });

  it('saves what belongs to the piece on the piece', async () => {
    const draft = await create();
    const saved = valueOf(
      await save(draft, { piece: { costCents: 300, location: 'boîte B3', measures: { longueur: 71 } } }),
    );
    expect(saved.piece).toEqual({
      reference: 1,
      costCents: 300,
      source: null,
      location: 'boîte B3',
      notes: null,
      measures: { longueur: 71 },
      defects: null,
    });
    expect(valueOf(await save(saved, { piece: { notes: 'cousue main' } })).piece).toMatchObject({
      location: 'boîte B3',
      notes: 'cousue main',
    });
  });

  it('gives a draft that lost its piece a new one', async () => {
    const draft = await create();
    await store.write((tx) => tx.run('DELETE FROM pieces'));
    const saved = valueOf(await save(draft, { piece: { location: 'boîte B3' } }));
    expect(saved.piece).toMatchObject({ reference: 2, location: 'boîte B3' });
    expect(saved.pieceId).not.toBe(draft.pieceId);
  });

  it('of what would be sent ends a live confirmation; of "box B3" does not', async () => {
    const draft = await prepared();
    const kept = valueOf(
      await save(draft, { piece: { location: 'boîte B3' }, labels: { category: 'T-shirts' } }),
    );
    expect(kept).toMatchObject({ status: 'prepared', preparedUntil: draft.preparedUntil });
    const edited = valueOf(await save(kept, { priceCents: 1300 }));
    expect(edited).toMatchObject({ status: 'ready', preparedUntil: null });
    expect(statuses(draft.id)).toEqual(['ready', 'prepared', 'ready']);
  });

  it('brings a prepared draft to pending by way of ready', async () => {
    const draft = await prepared();
    expect(valueOf(await save(draft, { title: '' })).status).toBe('pending');
    expect(statuses(draft.id)).toEqual(['ready', 'prepared', 'ready', 'pending']);
  });

  it('answers a refusal: error to ready or pending by an edit, not by a note', async () => {
    const draft = await prepared();
    await move(draft.id, 'error', appError('vinted_rejected', { reach: 'none' }));
    const noted = valueOf(await save(draft, { piece: { notes: 'matière ?' } }));
    expect(noted).toMatchObject({ status: 'error', error: { code: 'vinted_rejected' } });
    const edited = valueOf(await save(noted, { listing: { materialIds: [44] } }));
    expect(edited).toMatchObject({ status: 'ready', error: null });
  });

  it.each(['queued', 'processing', 'paused', 'manual', 'unknown'])(
    'refuses an edit of what is being sent while its job is %s',
    async (status) => {
      const draft = await prepared();
      await givenJob(draft.id, status);
      expect((await get(draft.id)).locked).toBe(true);
      expect(await save(draft, { title: 'Autre chose de long' })).toEqual({
        ok: false,
        error: { code: 'draft_locked', params: { reason: 'in_queue' } },
      });
      const noted = valueOf(await save(draft, { piece: { location: 'boîte B3' } }));
      expect(noted).toMatchObject({ status: 'prepared', piece: { location: 'boîte B3' } });
    },
  );

  it.each(['completed', 'failed', 'cancelled'])('edits again after a job that is %s', async (status) => {
    const draft = await prepared();
    await givenJob(draft.id, status);
    expect(valueOf(await save(draft, { priceCents: 1300 })).locked).toBe(false);
  });

  it.each(['manual', 'published'] as const)('refuses to change the content of a %s draft', async (status) => {
    const draft = await prepared();
    await move(draft.id, status);
    expect(await save(draft, { priceCents: 1300 })).toMatchObject({
      ok: false,
      error: { code: 'draft_locked', params: { reason: status } },
    });
    expect(valueOf(await save(draft, { piece: { location: 'boîte B3' } })).status).toBe(status);
  });

  it('reaches no draft of another account and none in the bin', async () => {
    const draft = await create();
    await ask('drafts.bin', { ids: [draft.id] });
    expect(await save(draft, { title: 'x' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    const other = await create();
    context = { ...context, accountId: () => 'www.vinted.fr:7' };
    expect(await save(other, { title: 'x' })).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await ask('drafts.get', { id: other.id })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });
});

describe('drafts.duplicate', () => {
  it('makes a second draft with the same content and photos, for a piece of its own', async () => {
    const draft = await createReady();
    const full = valueOf(
      await save(draft, {
        piece: { costCents: 300, location: 'B3', notes: 'tache au dos', defects: 'tache' },
      }),
    );
    const copy = valueOf(await ask('drafts.duplicate', { id: draft.id }));
    expect(copy).toMatchObject({
      title: full.title,
      priceCents: full.priceCents,
      listing: full.listing,
      labels: full.labels,
      status: 'ready',
      revision: 1,
      piece: { reference: 2, costCents: 300, location: 'B3', notes: null, defects: null },
    });
    expect(copy.id).not.toBe(draft.id);
    expect(copy.pieceId).not.toBe(draft.pieceId);
    expect(copy.photos.map((photo) => photo.sha256)).toEqual(full.photos.map((photo) => photo.sha256));
    expect(copy.photos.map((photo) => photo.assetId)).toEqual(full.photos.map((photo) => photo.assetId));
    expect(copy.photos.map((photo) => photo.photoId)).not.toEqual(full.photos.map((photo) => photo.photoId));
    expect(copy.flags?.content_hash).toBe(full.flags?.content_hash);
    expect(await get(draft.id)).toEqual(full);
  });

  it('of a published draft is a draft like any other', async () => {
    const draft = await prepared();
    await move(draft.id, 'published');
    expect(valueOf(await ask('drafts.duplicate', { id: draft.id }))).toMatchObject({
      status: 'ready',
      online: null,
    });
  });

  it('knows no unknown draft', async () => {
    expect(await ask('drafts.duplicate', { id: 'none' })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
  });
});

describe('drafts.bin and drafts.restore', () => {
  it('takes drafts away and brings them back with their photos and piece', async () => {
    const draft = await createReady();
    nowMs += 1000;
    expect(valueOf(await ask('drafts.bin', { ids: [draft.id] }))).toEqual({ done: [draft.id], skipped: [] });
    expect(valueOf(await ask('drafts.list')).drafts).toEqual([]);
    expect(valueOf(await ask('drafts.list', { status: 'bin' })).drafts.map((row) => row.id)).toEqual([
      draft.id,
    ]);
    expect((await get(draft.id)).deletedAt).toBe(iso(nowMs));

    expect(valueOf(await ask('drafts.restore', { ids: [draft.id] }))).toEqual({ done: [draft.id] });
    const back = await get(draft.id);
    expect(back).toMatchObject({
      deletedAt: null,
      status: 'ready',
      photos: draft.photos,
      piece: draft.piece,
    });
    expect(journal(draft.id).map((row) => row.action)).toEqual(
      expect.arrayContaining(['draft.bin', 'draft.restore']),
    );
  });

  it('skips what a job holds, what is gone and what is unknown', async () => {
    const held = await prepared();
    await givenJob(held.id, 'unknown');
    const free = await create();
    expect(valueOf(await ask('drafts.bin', { ids: [held.id, free.id, 'none', free.id] }))).toEqual({
      done: [free.id],
      skipped: [
        { id: held.id, reason: 'in_queue' },
        { id: 'none', reason: 'not_found' },
      ],
    });
    expect(valueOf(await ask('drafts.bin', { ids: [free.id] })).skipped).toEqual([
      { id: free.id, reason: 'not_found' },
    ]);
    expect((await get(held.id)).deletedAt).toBe(null);
  });

  it('ends a live confirmation', async () => {
    const draft = await prepared();
    await ask('drafts.bin', { ids: [draft.id] });
    expect(await get(draft.id)).toMatchObject({ status: 'ready', preparedUntil: null });
  });

  it('restores only what is in the bin, and of this account', async () => {
    const draft = await create();
    expect(valueOf(await ask('drafts.restore', { ids: [draft.id, 'none'] }))).toEqual({ done: [] });
    await ask('drafts.bin', { ids: [draft.id] });
    context = { ...context, accountId: () => 'www.vinted.fr:7' };
    expect(valueOf(await ask('drafts.restore', { ids: [draft.id] }))).toEqual({ done: [] });
  });
});

describe('drafts.retry', () => {
  const refused = (reach: AppError['reach']) => appError('photo_upload_failed', { reach });

  it('frees a draft no create was sent of', async () => {
    const draft = await prepared();
    await move(draft.id, 'error', refused('none'));
    expect((await get(draft.id)).error).toEqual(refused('none'));
    expect(valueOf(await ask('drafts.retry', { id: draft.id }))).toMatchObject({
      status: 'ready',
      error: null,
    });
  });

  it('frees it to pending where the gate says more by now', async () => {
    const draft = await prepared();
    await move(draft.id, 'error', refused('none'));
    await store.write((tx) => tx.run(`UPDATE photo_metadata SET deleted_at = created_at`));
    expect(valueOf(await ask('drafts.retry', { id: draft.id }))).toMatchObject({ status: 'pending' });
  });

  it('frees nothing that may have reached Vinted, is in no error, or is held by a job', async () => {
    const maybe = await prepared();
    await move(maybe.id, 'error', refused('maybe'));
    const held = await prepared();
    await move(held.id, 'error', refused('none'));
    await givenJob(held.id, 'paused');
    const ready = await createReady(4, 5, 6);
    for (const [id, code] of [
      [maybe.id, 'invalid_move'],
      [ready.id, 'invalid_move'],
      [held.id, 'draft_locked'],
      ['none', 'not_found'],
    ]) {
      expect(await ask('drafts.retry', { id })).toMatchObject({ ok: false, error: { code } });
    }
    expect(valueOf(await ask('drafts.get', { id: maybe.id })).status).toBe('error');
  });
});

describe('an expired confirmation', () => {
  it('leaves the draft ready at the next look, not a moment before', async () => {
    const draft = await prepared();
    nowMs += 1_799_999;
    expect((await get(draft.id)).status).toBe('prepared');
    nowMs += 1;
    const listed = valueOf(await ask('drafts.list'));
    expect(listed.drafts[0]).toMatchObject({ status: 'ready', preparedUntil: null });
    expect(listed.counts).toMatchObject({ ready: 1, prepared: 0 });
    expect(journal(draft.id).at(-1)).toMatchObject({ actor: 'worker', after: { reason: 'token_expired' } });
  });

  it('does not touch a draft its job holds', async () => {
    const draft = await prepared();
    await givenJob(draft.id, 'paused');
    nowMs += 3_600_000;
    expect((await get(draft.id)).status).toBe('prepared');
  });
});

describe('a status', () => {
  it('moves by the table only', async () => {
    const draft = await create();
    const moved = await store.write((tx) =>
      moveDraft(tx, 'local', draft.id, 'prepared', { actor: 'queue', reason: 'test', now: iso(nowMs) }),
    );
    expect(moved).toMatchObject({
      ok: false,
      error: { code: 'invalid_move', params: { from: 'pending', to: 'prepared' } },
    });
    expect((await get(draft.id)).status).toBe('pending');
  });

  it('may be prepared again, for longer', async () => {
    const draft = await prepared();
    await move(draft.id, 'prepared', undefined, iso(nowMs + 9_000_000));
    expect((await get(draft.id)).preparedUntil).toBe(iso(nowMs + 9_000_000));
  });
});

describe('drafts.get', () => {
  it('shows the newest listing the draft made', async () => {
    const draft = await createReady();
    await store.write((tx) => {
      for (const [id, at] of [
        ['one', '2026-11-01T00:00:00.000Z'],
        ['two', '2026-11-02T00:00:00.000Z'],
      ]) {
        tx.run(
          `INSERT INTO listings (id, draft_id, user_id, vinted_id, title, price, listing_url, created_at)
           VALUES ($id, $draft, 'local', $id, 'x', 1, $url, $at)`,
          { $id: id!, $draft: draft.id, $url: `https://www.vinted.fr/items/${id}`, $at: at! },
        );
      }
    });
    expect((await get(draft.id)).online).toEqual({
      vintedId: 'two',
      url: 'https://www.vinted.fr/items/two',
      verifiedAt: null,
    });
  });

  it('round-trips through the store what the editor saved', async () => {
    const draft = await createReady();
    expect(store.read((reader) => readDraft(reader, 'local', draft.id))).toEqual(draft);
  });
});
