import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openPhotoBlobs } from './photo-blobs.ts';
import {
  openPhotosOf,
  photoDatabaseOf,
  photoDatasets,
  removePhotosOf,
  sizeOfPhotos,
} from './photo-databases.ts';

const SHA = 'a'.repeat(64);
const photo = (text: string) => ({ full: new Blob([text]), thumbnail: new Blob(['12']) });

it('leaves the photos of before where they were: they belong to the first dataset', async () => {
  const before = openPhotoBlobs();
  await before.put(SHA, photo('of before'));
  before.close();
  const first = openPhotosOf('first');
  expect(await (await first.full(SHA))!.text()).toBe('of before');
  expect(photoDatabaseOf('first')).toBe('penderie-photos');
  first.close();
});

it('keeps each dataset apart, and drops one whole', async () => {
  const a = openPhotosOf('a');
  const b = openPhotosOf('b');
  await a.put(SHA, photo('of A'));
  expect(await b.full(SHA)).toBeNull();
  expect(await b.remove(SHA)).toBe(false);
  await b.put(SHA, photo('of B!'));
  expect(await sizeOfPhotos('a')).toEqual({ count: 1, bytes: 6 });
  expect((await photoDatasets()).sort()).toEqual(['a', 'b', 'first']);

  // While a page still has it open.
  await removePhotosOf('a');
  expect(await sizeOfPhotos('a')).toEqual({ count: 0, bytes: 0 });
  expect((await photoDatasets()).sort()).toEqual(['b', 'first']);
  expect(await (await b.full(SHA))!.text()).toBe('of B!');
  expect(await (await openPhotosOf('first').full(SHA))!.text()).toBe('of before');
});
