import { beforeEach, describe, expect, it } from 'vitest';
import { seeded } from '../../paged-sqlite/testing/seeded.ts';
import type { DraftPatch } from '../../drafts/draft.ts';
import { forgetErasedContent } from '../../accounts/purge-journal.ts';
import { COMPLETE, wardrobeRig, type WardrobeRig } from '../test-wardrobe-rig.ts';
import { valueOf } from './test-ask.ts';

let rig: WardrobeRig;
beforeEach(async () => {
  rig = await wardrobeRig();
});

const facts = () =>
  rig.store.read((reader) =>
    ['publish_log', 'listings', 'publication_keys', 'plugin_queue', 'plugin_tasks'].map((table) =>
      reader.all(`SELECT * FROM ${table} ORDER BY 1`),
    ),
  );
const importOf = (patches: DraftPatch[]) =>
  rig.ask('import.drafts', {
    drafts: patches.map((patch) => ({ patch, photos: [], sourceId: null })),
  });

describe('one edit', () => {
  it('goes back with its status, and forward again', async () => {
    const draft = await rig.create(COMPLETE);
    await rig.attach(draft.id, 1);
    expect((await rig.get(draft.id)).status).toBe('ready');
    await rig.edit(draft.id, { title: '', piece: { notes: 'boîte B3' } });
    expect((await rig.get(draft.id)).status).toBe('pending');
    const edit = await rig.latest();
    expect(edit).toMatchObject({ kind: 'draft.save', actor: 'seller', draftCount: 1, reversible: true });
    expect(edit.changes).toContainEqual({ field: 'title', before: COMPLETE.title, after: '' });
    expect(edit.move).toEqual({ from: 'ready', to: 'pending', reason: 'edited' });

    const undone = valueOf(await rig.undo(edit.id));
    expect(undone).toMatchObject({ changed: 1, kept: 0 });
    expect(await rig.get(draft.id)).toMatchObject({
      title: COMPLETE.title,
      status: 'ready',
      piece: { notes: null },
    });
    const undo = await rig.latest();
    expect(undo).toMatchObject({
      id: undone.undoId,
      kind: 'undo',
      undoOf: edit.id,
      undoOfKind: 'draft.save',
    });
    expect(await rig.undo(edit.id)).toMatchObject({ ok: false, error: { code: 'undo_done' } });

    valueOf(await rig.undo(undone.undoId));
    expect(await rig.get(draft.id)).toMatchObject({ title: '', piece: { notes: 'boîte B3' } });
    valueOf(await rig.undo(edit.id)); // in force again, so it can be undone again
    expect((await rig.get(draft.id)).title).toBe(COMPLETE.title);
  });

  it('is refused where a later one touched the same field, and undone where it did not', async () => {
    const { id } = await rig.create(COMPLETE);
    await rig.edit(id, { priceCents: 900, description: 'Autre texte, tout aussi long que le premier.' });
    const first = await rig.latest();
    await rig.edit(id, { priceCents: 800 });
    expect(await rig.undo(first.id)).toEqual({
      ok: false,
      error: { code: 'undo_conflict', params: { kept: 1, changing: 1 } },
    });
    expect((await rig.get(id)).description).toMatch(/^Autre/);
    expect(valueOf(await rig.ask('activity.plan', { operationId: first.id }))).toMatchObject({
      changing: 1,
      kept: [{ draftId: id, reason: 'changed_since', fields: ['priceCents'], title: COMPLETE.title }],
    });
    valueOf(await rig.undo(first.id, true));
    expect(await rig.get(id)).toMatchObject({ priceCents: 800, description: COMPLETE.description });
    expect((await rig.latest(id)).undoOf).toBe(first.id);
  });

  it('never parts the name of a brand from its number', async () => {
    const { id } = await rig.create(COMPLETE);
    await rig.edit(id, { labels: { brand: 'Zara' }, listing: { brandId: 12, brandLabel: 'Zara' } });
    const zara = await rig.latest();
    await rig.edit(id, { labels: { brand: 'Zara Kids' } });
    expect(await rig.undo(zara.id, true)).toMatchObject({ ok: false, error: { code: 'undo_conflict' } });
    expect(await rig.get(id)).toMatchObject({ labels: { brand: 'Zara Kids' }, listing: { brandId: 12 } });
  });

  it('waits for a job, which keeps everything', async () => {
    const { id } = await rig.create(COMPLETE);
    await rig.edit(id, { priceCents: 900 });
    await rig.givenJob(id);
    const refused = await rig.undo((await rig.latest()).id, true);
    expect(refused).toMatchObject({ ok: false, error: { code: 'draft_locked' } });
    expect((await rig.get(id)).priceCents).toBe(900);
  });

  it('of a piece that is online goes back, and nothing else of it: the queue waits', async () => {
    const { id } = await rig.create(COMPLETE);
    await rig.attach(id, 1);
    await rig.edit(id, { priceCents: 900 });
    const edit = await rig.latest();
    await rig.givenPublished(id);
    const before = facts();
    valueOf(await rig.undo(edit.id));
    expect(await rig.get(id)).toMatchObject({ priceCents: 1250, status: 'published' });
    expect(facts()).toEqual(before);
    expect(rig.halted()).toBe(true);
  });

  it('of a piece that never left lets the queue go on', async () => {
    const { id } = await rig.create(COMPLETE);
    await rig.edit(id, { priceCents: 900 });
    valueOf(await rig.undo((await rig.latest()).id));
    expect(rig.halted()).toBe(false);
  });

  it('whose content went with an erased piece is over', async () => {
    const { id } = await rig.create(COMPLETE);
    const save = await rig.latest();
    await rig.store.write((tx) => {
      tx.run('DELETE FROM drafts WHERE id = ?', [id]);
      forgetErasedContent(tx, 'local', 'draft', [id]);
    });
    expect(await rig.undo(save.id)).toMatchObject({ ok: false, error: { code: 'undo_conflict' } });
    expect(valueOf(await rig.ask('activity.plan', { operationId: save.id })).kept).toMatchObject([
      { reason: 'erased', title: null },
    ]);
  });

  it('another account’s operation is unknown', async () => {
    await rig.store.write((tx) => {
      tx.run(`INSERT INTO users (id, domain) VALUES ('other', 'www.vinted.fr')`);
      tx.run(
        `INSERT INTO operations (id, user_id, kind, actor, reversible) VALUES ('x', 'other', 'k', 'seller', 1)`,
      );
    });
    rig.context.accountId = () => 'local';
    expect(await rig.undo('x')).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(valueOf(await rig.ask('activity.list')).entries).toEqual([]);
  });
});

describe('photos', () => {
  it('come back to their places, also around later ones', async () => {
    const { id } = await rig.create();
    const [a, b, c] = [await rig.attach(id, 1), await rig.attach(id, 2), await rig.attach(id, 3)];
    const order = async () => (await rig.get(id)).photos.map((photo) => photo.photoId);
    valueOf(await rig.ask('photos.remove', { photoId: b }));
    const removal = await rig.latest();
    const d = await rig.attach(id, 4);
    valueOf(await rig.undo(removal.id));
    expect(await order()).toEqual([a, b, c, d]);
    expect((await rig.get(id)).photos.map((photo) => photo.position)).toEqual([0, 1, 2, 3]);
    valueOf(await rig.ask('photos.order', { draftId: id, photoIds: [d, c, b, a] }));
    const ordered = await rig.latest();
    valueOf(await rig.undo(ordered.id));
    expect(await order()).toEqual([a, b, c, d]);
    valueOf(await rig.ask('photos.describe', { photoId: a, altText: 'de face' }));
    valueOf(await rig.undo((await rig.latest()).id));
    expect((await rig.get(id)).photos[0]!.altText).toBeNull();
  });

  it('that were erased stay away, and say so', async () => {
    const { id } = await rig.create();
    const photo = await rig.attach(id, 1);
    valueOf(await rig.ask('photos.remove', { photoId: photo }));
    const removal = await rig.latest();
    await rig.store.write((tx) => tx.run('DELETE FROM photo_metadata'));
    expect(await rig.undo(removal.id)).toMatchObject({ ok: false, error: { code: 'undo_conflict' } });
    expect(valueOf(await rig.ask('activity.plan', { operationId: removal.id })).kept[0]).toMatchObject({
      reason: 'photo_erased',
      fields: ['photos'],
    });
  });
});

describe('settings', () => {
  it('go back, and the gate judges anew', async () => {
    const { id } = await rig.create(COMPLETE);
    await rig.attach(id, 1);
    valueOf(await rig.ask('settings.set', { patch: { preset: 'classic', hourLimit: 2 } }));
    expect((await rig.get(id)).status).toBe('pending'); // Classic asks for hashtags
    const entries = valueOf(await rig.ask('activity.list', { kind: 'settings' })).entries;
    valueOf(await rig.undo(entries[0]!.id));
    expect(valueOf(await rig.ask('settings.get'))).toMatchObject({ preset: 'sober', hourLimit: 4 });
    expect((await rig.get(id)).status).toBe('ready');
  });
});

describe('an import', () => {
  it('is one operation: what nobody touched goes to the bin, the rest is named', async () => {
    const ids = valueOf(await importOf([COMPLETE, COMPLETE, COMPLETE, COMPLETE])).created;
    const entry = await rig.latest();
    expect(entry).toMatchObject({ kind: 'import', draftCount: 4, reversible: true });
    await rig.edit(ids[0]!, { piece: { location: 'B3' } }); // never sent, and still the seller's work
    await rig.givenPublished(ids[1]!);
    expect(await rig.undo(entry.id)).toMatchObject({ ok: false, error: { code: 'undo_conflict' } });
    const plan = valueOf(await rig.ask('activity.plan', { operationId: entry.id }));
    expect(plan).toMatchObject({ changing: 2, keptCount: 2 });
    expect(plan.kept.map((part) => part.reason).sort()).toEqual(['changed_since', 'published']);
    expect(valueOf(await rig.undo(entry.id, true))).toMatchObject({ changed: 2, kept: 2 });
    const binned = await Promise.all(ids.map(async (id) => (await rig.get(id)).deletedAt !== null));
    expect(binned).toEqual([false, false, true, true]);
    // An edit that was taken back is none.
    valueOf(await rig.undo((await rig.latest(ids[0]!)).id));
    expect(valueOf(await rig.undo(entry.id, true))).toMatchObject({ changed: 1 });
  });

  it('of many goes back slice by slice, and comes again', async () => {
    const ids = valueOf(await importOf(Array.from({ length: 60 }, () => ({ title: 'Robe' })))).created;
    const entry = await rig.latest();
    const first = valueOf(await rig.ask('activity.undo', { operationId: entry.id }));
    expect(first).toMatchObject({ changed: 25, after: expect.any(String) as string });
    const binned = async () =>
      (await Promise.all(ids.map(rig.get))).filter((draft) => draft.deletedAt).length;
    expect(await binned()).toBe(25);
    // The worker died here: the seller undoes again, and nothing is done twice.
    expect(valueOf(await rig.undo(entry.id))).toMatchObject({ changed: 35, kept: 0 });
    expect(await binned()).toBe(60);
    valueOf(await rig.undo((await rig.latest()).id));
    expect(await binned()).toBe(25);
  });
});

describe('the list', () => {
  it('comes in pages, by kind, by who and by draft', async () => {
    const one = await rig.create(COMPLETE);
    const two = await rig.create();
    await rig.edit(one.id, { priceCents: 1 });
    valueOf(await rig.ask('drafts.bin', { ids: [one.id, two.id] }));
    const all = valueOf(await rig.ask('activity.list')).entries;
    expect(all.map((entry) => entry.kind)).toEqual([
      'draft.bin',
      'draft.save',
      'draft.create',
      'draft.save',
      'draft.create',
    ]);
    const first = valueOf(await rig.ask('activity.list', { limit: 2 }));
    const second = valueOf(await rig.ask('activity.list', { limit: 3, before: first.next }));
    expect([...first.entries, ...second.entries]).toEqual(all);
    expect(second.next).toBeNull();
    const ids = async (query: object) =>
      valueOf(await rig.ask('activity.list', query)).entries.map((entry) => entry.kind);
    expect(await ids({ draftId: two.id })).toEqual(['draft.bin', 'draft.create']);
    expect(await ids({ kind: 'bin' })).toEqual(['draft.bin']);
    expect(await ids({ actor: 'worker' })).toEqual([]);
  });
});

describe('a draft on that day', () => {
  it('is what it was at each moment, and comes back as an edit', async () => {
    const { id } = await rig.create(COMPLETE);
    const [a, b] = [await rig.attach(id, 1), await rig.attach(id, 2)];
    const then = { time: new Date(rig.clock.time).toISOString(), draft: await rig.get(id) };
    rig.clock.time += 86_400_000;
    await rig.edit(id, { title: 'Tout autre chose', labels: { brand: 'Zara' }, piece: { notes: 'B3' } });
    valueOf(await rig.ask('photos.remove', { photoId: a }));
    valueOf(await rig.ask('drafts.bin', { ids: [id] }));
    valueOf(await rig.ask('drafts.restore', { ids: [id] }));
    const last = await rig.get(id);

    const seen = valueOf(await rig.ask('activity.draftAt', { draftId: id, moment: { time: then.time } }));
    expect(seen).toMatchObject({ existed: true, complete: true, binned: false, locked: null });
    expect(seen.content).toMatchObject({ title: COMPLETE.title, labels: then.draft.labels });
    expect(seen.photos.map((photo) => photo.photoId)).toEqual([a, b]);
    expect(seen.photos[0]!.sha256).toBe(then.draft.photos[0]!.sha256);
    expect(seen.changes).toContainEqual({
      field: 'title',
      before: COMPLETE.title,
      after: 'Tout autre chose',
    });

    const back = valueOf(await rig.ask('activity.bringBack', { draftId: id, moment: { time: then.time } }));
    expect(back).toMatchObject({ title: COMPLETE.title, labels: then.draft.labels, piece: { notes: null } });
    expect(back.photos.map((photo) => photo.photoId)).toEqual([a, b]);
    expect(await rig.latest()).toMatchObject({ kind: 'version', reversible: true, draftCount: 1 });
    valueOf(await rig.undo((await rig.latest()).id));
    expect(await rig.get(id)).toMatchObject({ title: 'Tout autre chose', photos: [{ photoId: b }] });
    expect((await rig.get(id)).piece).toEqual(last.piece);
  });

  it('before it was made is said to be none, and what a journal without lines says is not complete', async () => {
    const { id } = await rig.create(COMPLETE);
    const early = { time: '2026-01-01T00:00:00.000Z' };
    expect(valueOf(await rig.ask('activity.draftAt', { draftId: id, moment: early })).existed).toBe(false);
    const now = { time: new Date(rig.clock.time).toISOString() };
    await rig.edit(id, { title: 'Un' });
    await rig.store.write((tx) => tx.run(`UPDATE audit_log SET after = NULL WHERE action = 'draft.save'`));
    expect(valueOf(await rig.ask('activity.draftAt', { draftId: id, moment: now })).complete).toBe(false);
  });

  it('stays while a job runs', async () => {
    const { id } = await rig.create(COMPLETE);
    const moment = { time: new Date(rig.clock.time).toISOString() };
    await rig.edit(id, { title: 'Un' });
    await rig.givenJob(id);
    const refused = await rig.ask('activity.bringBack', { draftId: id, moment });
    expect(refused).toMatchObject({ ok: false, error: { code: 'draft_locked' } });
  });
});

/** Everything of the rows that a seller sees. What only counts and dates (revision, updated_at, gate result) is left out. */
function wardrobe() {
  return rig.store.read((reader) => ({
    drafts: reader.all(`SELECT id, title, description, price, currency, brand, size, color, category, status,
      json_extract(listing_json, '$') AS listing FROM drafts WHERE deleted_at IS NULL ORDER BY id`),
    pieces:
      reader.all(`SELECT p.cost_cents, p.source, p.location, p.notes, coalesce(p.measures_json, '{}') AS measures,
      p.defects, p.state FROM pieces p JOIN drafts d ON d.piece_id = p.id WHERE d.deleted_at IS NULL ORDER BY d.id`),
    photos: reader.all(`SELECT m.photo_id, m.draft_id, m.position, m.alt_text FROM photo_metadata m
      JOIN drafts d ON d.id = m.draft_id WHERE m.deleted_at IS NULL AND d.deleted_at IS NULL ORDER BY 1`),
    settings: withoutDefaults(
      reader.all(`SELECT key, value FROM settings WHERE key LIKE 'account.%' ORDER BY key`),
    ),
  }));
}
/** A setting at its default is as good as none. */
const withoutDefaults = (rows: { key?: string; value?: string }[]) =>
  rows.filter(({ key, value }) => !(key === 'account.hourLimit' && value === '4'));

describe.each([1, 2, 3, 4, 5, 6])('many changes at random (seed %i)', (seed) => {
  it('undone one by one, the last first, are as if they had not been', async () => {
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    let photoNumber = 1;
    const live = () =>
      rig.store
        .read((reader) =>
          reader.all<{ id: string }>('SELECT id FROM drafts WHERE deleted_at IS NULL ORDER BY id'),
        )
        .map((row) => row.id);
    const binned = () =>
      rig.store
        .read((reader) =>
          reader.all<{ id: string }>('SELECT id FROM drafts WHERE deleted_at IS NOT NULL ORDER BY id'),
        )
        .map((row) => row.id);
    const photosOf = async (id: string) => (await rig.get(id)).photos.map((photo) => photo.photoId);
    const patches: (() => DraftPatch)[] = [
      () => ({ title: pick(['Robe', 'Jean', '', COMPLETE.title]) }),
      () => ({ priceCents: Math.floor(random() * 3000) }),
      () => ({
        labels: { brand: pick(['Zara', null, 'Sézane']) },
        listing: { brandId: pick([1, 12, null]) },
      }),
      () => ({
        piece: { notes: pick([null, 'B3', 'cave']), measures: { longueur: Math.floor(random() * 99) } },
      }),
      () => COMPLETE,
      () => ({
        listing: { colorIds: pick([[], [1], [2, 1]]), attributes: pick([[], [{ code: 'a', ids: [1] }]]) },
      }),
    ];
    const acts: (() => Promise<unknown>)[] = [
      async () => rig.edit(pick(live()), pick(patches)()),
      async () => rig.edit(pick(live()), pick(patches)()),
      async () => rig.attach(pick(live()), photoNumber++).catch(() => null),
      async () => {
        const photos = await photosOf(pick(live()));
        return photos.length > 0 && rig.ask('photos.remove', { photoId: pick(photos) });
      },
      async () => {
        const draftId = pick(live());
        const photoIds = (await photosOf(draftId)).sort(() => random() - 0.5);
        return rig.ask('photos.order', { draftId, photoIds });
      },
      async () => {
        const photos = await photosOf(pick(live()));
        return (
          photos.length > 0 &&
          rig.ask('photos.describe', { photoId: pick(photos), altText: pick(['dos', 'face', null]) })
        );
      },
      async () => live().length > 2 && rig.ask('drafts.bin', { ids: [pick(live())] }),
      async () => binned().length > 0 && rig.ask('drafts.restore', { ids: [pick(binned())] }),
      async () => rig.create(),
      async () => rig.ask('drafts.duplicate', { id: pick(live()) }),
      async () => rig.ask('settings.set', { patch: { hourLimit: 1 + Math.floor(random() * 9) } }),
      async () => importOf([COMPLETE, pick(patches)()]),
    ];
    const start = await rig.create(COMPLETE);
    await rig.attach(start.id, 900);
    await rig.create();
    const from = (await rig.latest()).seq;
    const states = new Map<number, unknown>([[from, wardrobe()]]);
    for (let i = 0; i < 60; i++) {
      const answer = await pick(acts)();
      expect(answer).not.toMatchObject({ error: { code: 'internal' } });
      states.set((await rig.latest()).seq, wardrobe());
    }

    const entries = valueOf(await rig.ask('activity.list', { limit: 200 })).entries;
    const done = entries.filter((entry) => entry.seq > from && entry.reversible);
    expect(done.length).toBeGreaterThan(30);
    const times = [...states.keys()].sort((a, b) => b - a);
    for (const entry of done) {
      const undone = await rig.undo(entry.id);
      expect(undone, `${entry.kind} ${JSON.stringify(entry.changes)}`).toMatchObject({ ok: true });
      const before = times.find((seq) => seq < entry.seq)!;
      expect(wardrobe(), `after undoing ${entry.kind}`).toEqual(states.get(before));
    }
    expect(wardrobe()).toEqual(states.get(from));
    expect(rig.store.check()).toEqual([]);
  }, 60_000);
});
