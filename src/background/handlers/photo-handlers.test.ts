import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerRoute, type Handlers } from '../../messaging/server.ts';
import type { RouteName, RouteOutput } from '../../messaging/routes.ts';
import { memoryPhotoBlobs } from '../../photos/memory-photo-blobs.ts';
import { photoUsage } from '../../photos/photo-usage.ts';
import { testImport } from '../../photos/test-photo.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import type { PhotoBlobs } from '../../photos/photo.ts';
import { sha256Hex } from '../../shared/ids.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { ChangeEvent, Store } from '../../store/store.ts';
import { testStore } from '../../store/test-store.ts';
import { photoHandlers, type PhotoContext } from './photo-handlers.ts';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');
const silent = { info: () => {}, error: () => {} };

let store: Store;
let blobs: PhotoBlobs;
let context: PhotoContext;

/** As a page calls: through the schemas, and through JSON in both directions. */
async function ask<Name extends keyof typeof photoHandlers>(
  route: Name,
  input: unknown,
): Promise<Result<RouteOutput<Name>>> {
  const message = JSON.parse(JSON.stringify({ route, input })) as { route: string; input: unknown };
  const all = photoHandlers as Partial<Handlers<PhotoContext>> as Handlers<PhotoContext>;
  const answer = await answerRoute(all, Promise.resolve(ok(context)), 'page', message, silent);
  return JSON.parse(JSON.stringify(answer)) as Result<RouteOutput<Name & RouteName>>;
}

async function givenDraft(id: string, userId = 'local'): Promise<string> {
  await store.write((tx) => {
    tx.run(`INSERT OR IGNORE INTO users (id, domain) VALUES ($user, 'www.vinted.fr')`, { $user: userId });
    tx.run(`INSERT INTO drafts (id, user_id, title, price) VALUES ($id, $user, 'Pull', 12)`, {
      $id: id,
      $user: userId,
    });
  });
  return id;
}

async function upload(draftId: string | null, number: number) {
  return ask('storage.upload', { draftId, photo: await testImport(blobs, number) });
}

async function uploaded(draftId: string, ...numbers: number[]): Promise<string[]> {
  const ids = [];
  for (const number of numbers) {
    const result = await upload(draftId, number);
    if (!result.ok) throw new Error(result.error.code);
    ids.push(result.value.photo_id);
  }
  return ids;
}

const photosOf = (draftId: string) => store.read((reader) => readDraft(reader, 'local', draftId)!.photos);
const shown = (draftId: string) => photosOf(draftId).map((photo) => [photo.fileName, photo.position]);
const rows = (table: string) =>
  store.read((reader) => reader.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n);
const journal = () =>
  store.read((reader) =>
    reader.all<{ action: string }>(`SELECT action FROM audit_log WHERE entity = 'photo' ORDER BY rowid`),
  );

async function givenJob(draftId: string, status = 'queued') {
  await store.write((tx) =>
    tx.run(
      `INSERT INTO plugin_queue (id, user_id, operation, draft_id, status, position)
       VALUES ('job', 'local', 'publish_product', $draft, $status, 1)`,
      { $draft: draftId, $status: status },
    ),
  );
}

beforeEach(async () => {
  store = await testStore();
  blobs = memoryPhotoBlobs(() => NOW);
  context = { store, blobs, clock: { now: () => NOW, sleep: async () => {} }, accountId: () => 'local' };
  await givenDraft('d1');
});

describe('storage.upload', () => {
  it('answers in the shape of the storage API, with the photo as the draft shows it', async () => {
    const photo = await testImport(blobs, 1, { fileSizeBytes: 300 });
    const result = await ask('storage.upload', { draftId: 'd1', photo });
    if (!result.ok) throw new Error(result.error.code);
    const { photo: shownPhoto, ...facts } = result.value;
    expect(facts).toEqual({
      photo_id: shownPhoto.photoId,
      tier: 'temp',
      file_size_bytes: 300,
      compressed_size_bytes: photo.compressedSizeBytes,
      compression_ratio: 90.3,
      scheduled_deletion: null,
      cdn_url: null,
    });
    expect(shownPhoto).toMatchObject({
      draftId: 'd1',
      sha256: photo.sha256,
      width: 900,
      height: 1200,
      position: 0,
    });
    expect(photosOf('d1')).toEqual([shownPhoto]);
    expect(journal()).toEqual([{ action: 'photo.attach' }]);
  });

  it('keeps one content once, however many drafts show it', async () => {
    await givenDraft('d2');
    await uploaded('d1', 1);
    await uploaded('d2', 1);
    expect([rows('media_asset'), rows('photo_metadata')]).toEqual([1, 2]);
    expect(photosOf('d1')[0]!.assetId).toBe(photosOf('d2')[0]!.assetId);
    expect(store.read((reader) => photoUsage(reader, 'local'))).toEqual({ count: 2, bytes: 29 });
  });

  it('judges the draft again and tells open pages', async () => {
    const events: ChangeEvent[] = [];
    store.onChange((changes) => events.push(...changes));
    const [photoId] = await uploaded('d1', 1);
    expect(events).toContainEqual({ name: 'photos.changed', ids: [photoId] });
    expect(events).toContainEqual({ name: 'drafts.changed', ids: ['d1'] });
    const rules = store.read((reader) =>
      readDraft(reader, 'local', 'd1')!.flags!.blockers.map((found) => found.rule),
    );
    expect(rules).not.toContain('photos_none');
    expect(rules.length).toBeGreaterThan(0);
  });

  it('never believes a page: bytes that are missing, other or not ours make no row', async () => {
    const photo = await testImport(blobs, 1);
    const other = await testImport(blobs, 2);
    const lies = [
      [{ ...photo, sha256: 'f'.repeat(64) }, 'photo_missing'],
      [{ ...photo, compressedSizeBytes: photo.compressedSizeBytes + 1 }, 'photo_unreadable'],
      [{ ...photo, width: 2000 }, 'photo_unreadable'],
    ] as const;
    for (const [lie, code] of lies) {
      const result = await ask('storage.upload', { draftId: 'd1', photo: lie });
      expect(result).toMatchObject({ ok: false, error: { code, params: { photo: 'IMG_1.jpg' } } });
    }
    const swapped = (await blobs.full(other.sha256))!;
    await blobs.put(photo.sha256, { full: swapped, thumbnail: swapped });
    expect(await ask('storage.upload', { draftId: 'd1', photo })).toMatchObject({
      ok: false,
      error: { code: 'photo_unreadable' },
    });
    const camera = new Uint8Array(
      readFileSync(new URL('../../../tests/fixtures/files/camera.jpg', import.meta.url)),
    );
    const withPlace = {
      ...photo,
      sha256: await sha256Hex(camera),
      width: 800,
      height: 600,
      compressedSizeBytes: camera.length,
    };
    await blobs.put(withPlace.sha256, { full: new Blob([camera]), thumbnail: swapped });
    expect(await ask('storage.upload', { draftId: 'd1', photo: withPlace })).toMatchObject({
      ok: false,
      error: { code: 'photo_unreadable', detail: 'stored bytes hold metadata' },
    });
    expect([rows('media_asset'), rows('photo_metadata'), rows('audit_log')]).toEqual([0, 0, 0]);
  });

  it('takes twenty photos, each once', async () => {
    await uploaded('d1', ...Array.from({ length: 19 }, (_, i) => i));
    expect(await upload('d1', 0)).toMatchObject({ ok: false, error: { code: 'photo_duplicate' } });
    await uploaded('d1', 19);
    expect(await upload('d1', 20)).toMatchObject({
      ok: false,
      error: { code: 'photo_limit', params: { max: 20 } },
    });
    expect(photosOf('d1')).toHaveLength(20);
    expect(rows('media_asset')).toBe(20);
  });

  it('refuses while a job holds the draft, and for drafts in the bin, of nobody and of others', async () => {
    await givenDraft('theirs', 'www.vinted.fr:7');
    await givenDraft('binned');
    await store.write((tx) =>
      tx.run(`UPDATE drafts SET deleted_at = '2026-11-20T00:00:00.000Z' WHERE id = 'binned'`),
    );
    for (const id of ['theirs', 'binned', 'none']) {
      expect(await upload(id, 1)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    await givenJob('d1', 'unknown');
    expect(await upload('d1', 1)).toMatchObject({ ok: false, error: { code: 'draft_locked' } });
    expect(rows('photo_metadata')).toBe(0);
  });

  it('keeps photos without a draft in the tray', async () => {
    const first = await upload(null, 1);
    const second = await upload(null, 2);
    expect(first).toMatchObject({ ok: true, value: { photo: { draftId: null, position: 0 } } });
    expect(second).toMatchObject({ ok: true, value: { photo: { draftId: null, position: 1 } } });
    expect(photosOf('d1')).toEqual([]);
  });
});

describe('photos.order', () => {
  it('puts photos in the order named; what is not named follows', async () => {
    const [a, b, c] = await uploaded('d1', 1, 2, 3);
    const result = await ask('photos.order', { draftId: 'd1', photoIds: [c, a, c] });
    expect(result.ok && result.value.photos.map((photo) => photo.photoId)).toEqual([c, a, b]);
    expect(shown('d1')).toEqual([
      ['IMG_3.jpg', 0],
      ['IMG_1.jpg', 1],
      ['IMG_2.jpg', 2],
    ]);
  });

  it('a new cover ends a live confirmation; the same order changes nothing', async () => {
    const [a, b] = await uploaded('d1', 1, 2);
    await store.write((tx) => tx.run(`UPDATE drafts SET status = 'prepared' WHERE id = 'd1'`));
    const before = store.status().generation;
    await ask('photos.order', { draftId: 'd1', photoIds: [a, b] });
    expect(store.status().generation).toBe(before);
    expect(store.read((reader) => readDraft(reader, 'local', 'd1')!.status)).toBe('prepared');
    await ask('photos.order', { draftId: 'd1', photoIds: [b, a] });
    expect(store.read((reader) => readDraft(reader, 'local', 'd1')!.status)).not.toBe('prepared');
  });

  it('refuses photos of another draft, and while a job holds the draft', async () => {
    await givenDraft('d2');
    const [a] = await uploaded('d1', 1);
    const [other] = await uploaded('d2', 2);
    expect(await ask('photos.order', { draftId: 'd1', photoIds: [other, a] })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    await givenJob('d1');
    expect(await ask('photos.order', { draftId: 'd1', photoIds: [a] })).toMatchObject({
      ok: false,
      error: { code: 'draft_locked' },
    });
  });
});

describe('photos.remove and photos.restore', () => {
  it('undoes exactly, bytes and place', async () => {
    const [, b] = await uploaded('d1', 1, 2, 3);
    const before = photosOf('d1');
    expect(await ask('photos.remove', { photoId: b })).toEqual({ ok: true, value: { photoId: b } });
    expect(shown('d1')).toEqual([
      ['IMG_1.jpg', 0],
      ['IMG_3.jpg', 1],
    ]);
    expect(await blobs.full(before[1]!.sha256)).not.toBe(null);
    expect(await ask('photos.restore', { photoId: b })).toEqual({ ok: true, value: { photoId: b } });
    expect(photosOf('d1')).toEqual(before);
    expect(
      journal()
        .map((row) => row.action)
        .slice(-2),
    ).toEqual(['photo.remove', 'photo.restore']);
  });

  it('comes back last where the draft got shorter, and not at all where it filled up', async () => {
    const [a, b] = await uploaded('d1', 1, 2);
    await ask('photos.remove', { photoId: b });
    await ask('photos.remove', { photoId: a });
    await ask('photos.restore', { photoId: b });
    expect(shown('d1')).toEqual([['IMG_2.jpg', 0]]);

    await upload('d1', 1);
    expect(await ask('photos.restore', { photoId: a })).toMatchObject({
      ok: false,
      error: { code: 'photo_duplicate' },
    });
    await ask('photos.remove', { photoId: photosOf('d1')[1]!.photoId });
    await uploaded('d1', ...Array.from({ length: 19 }, (_, i) => i + 30));
    expect(await ask('photos.restore', { photoId: a })).toMatchObject({
      ok: false,
      error: { code: 'photo_limit' },
    });
  });

  it('refuses what is not there, twice the same, and while a job holds the draft', async () => {
    const [a, b] = await uploaded('d1', 1, 2);
    await ask('photos.remove', { photoId: a });
    for (const input of [{ photoId: a }, { photoId: 'none' }]) {
      expect(await ask('photos.remove', input)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    expect(await ask('photos.restore', { photoId: b })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    await givenJob('d1', 'paused');
    expect(await ask('photos.remove', { photoId: b })).toMatchObject({
      ok: false,
      error: { code: 'draft_locked' },
    });
    expect(await ask('photos.restore', { photoId: a })).toMatchObject({
      ok: false,
      error: { code: 'draft_locked' },
    });
    expect(shown('d1')).toEqual([['IMG_2.jpg', 0]]);
  });

  it('reaches no photo of another account', async () => {
    const [a] = await uploaded('d1', 1);
    await givenDraft('theirs', 'www.vinted.fr:7');
    context = { ...context, accountId: () => 'www.vinted.fr:7' };
    expect(await ask('photos.remove', { photoId: a })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(await ask('photos.describe', { photoId: a, altText: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(photosOf('d1')).toHaveLength(1);
  });
});

describe('photos.describe', () => {
  it('keeps words, also while a job runs, and the draft stays prepared', async () => {
    const [a] = await uploaded('d1', 1);
    await store.write((tx) => tx.run(`UPDATE drafts SET status = 'prepared' WHERE id = 'd1'`));
    await givenJob('d1');
    expect(await ask('photos.describe', { photoId: a, altText: '  Pull vu de dos ' })).toMatchObject({
      ok: true,
    });
    expect(photosOf('d1')[0]!.altText).toBe('Pull vu de dos');
    await ask('photos.describe', { photoId: a, altText: ' ' });
    expect(photosOf('d1')[0]!.altText).toBe(null);
    expect(store.read((reader) => readDraft(reader, 'local', 'd1')!.status)).toBe('prepared');
  });
});
