import { beforeEach, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { attachPhoto } from './attach-photo.ts';
import { markPublished } from './mark-published.ts';
import { memoryPhotoBlobs } from './memory-photo-blobs.ts';
import { removePhoto } from './remove-photo.ts';
import { sweepOrphans } from './sweep-orphans.ts';
import { testImport } from './test-photo.ts';

const HOUR_MS = 3_600_000;
let nowMs = Date.parse('2026-11-21T10:00:00.000Z');
const clock = { now: () => nowMs, sleep: async () => {} };

let store: Store;
const blobs = memoryPhotoBlobs(() => nowMs);
const sweep = () => store.read((reader) => sweepOrphans(blobs, reader, clock));

beforeEach(async () => {
  store = await testStore();
  for (const { sha256 } of await blobs.keys()) await blobs.remove(sha256);
  await store.write((tx) =>
    tx.run(`INSERT INTO drafts (id, user_id, title, price) VALUES ('d1', 'local', '', 0)`),
  );
});

it('sweeps bytes without a row after a day, and only those', async () => {
  const deps = { store, blobs, clock, accountId: () => 'local' };
  const kept = await testImport(blobs, 1);
  const binned = await testImport(blobs, 2);
  await attachPhoto(deps, 'd1', kept);
  const attached = await attachPhoto(deps, 'd1', binned);
  if (attached.ok) await removePhoto(deps, attached.value.photoId);
  const orphan = await testImport(blobs, 3);
  const again = await testImport(blobs, 4);

  nowMs += 23 * HOUR_MS;
  expect(await sweep()).toEqual({ removed: 0, bytes: 0 });
  await testImport(blobs, 4);
  nowMs += 2 * HOUR_MS;
  expect(await sweep()).toEqual({ removed: 1, bytes: orphan.compressedSizeBytes + 5 });
  const left = (await blobs.keys()).map((key) => key.sha256);
  expect(left.toSorted()).toEqual([kept, binned, again].map((photo) => photo.sha256).toSorted());
});

it('spares the bytes of every account in the database', async () => {
  await store.write((tx) => {
    tx.run(`INSERT INTO users (id, domain) VALUES ('www.vinted.fr:7', 'www.vinted.fr')`);
    tx.run(`INSERT INTO drafts (id, user_id, title, price) VALUES ('d7', 'www.vinted.fr:7', '', 0)`);
  });
  const photo = await testImport(blobs, 1);
  await attachPhoto({ store, blobs, clock, accountId: () => 'www.vinted.fr:7' }, 'd7', photo);
  nowMs += 48 * HOUR_MS;
  expect(await sweep()).toEqual({ removed: 0, bytes: 0 });
});

it('marks what a publication sent, and not what lies in the bin', async () => {
  const deps = { store, blobs, clock, accountId: () => 'local' };
  const sent = await attachPhoto(deps, 'd1', await testImport(blobs, 1));
  const binned = await attachPhoto(deps, 'd1', await testImport(blobs, 2));
  if (!sent.ok || !binned.ok) throw new Error('not attached');
  await removePhoto(deps, binned.value.photoId);
  const now = '2026-11-22T08:00:00.000Z';
  expect(await store.write((tx) => markPublished(tx, 'local', 'd1', now))).toEqual([sent.value.photoId]);
  const rows = store.read((reader) =>
    reader.all(`SELECT published_to_vinted AS published, published_date AS day, access_count AS read FROM photo_metadata
      ORDER BY position, published_to_vinted DESC`),
  );
  expect(rows).toContainEqual({ published: 1, day: now, read: 1 });
  expect(rows).toContainEqual({ published: 0, day: null, read: 0 });
  expect(await store.write((tx) => markPublished(tx, 'www.vinted.fr:7', 'd1', now))).toEqual([]);
});
