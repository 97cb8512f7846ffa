import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { sealImage } from './image-file.ts';
import type { DatabaseImage, ImageFile } from './image-file.ts';
import { indexedDbImageFile } from './indexeddb-image-file.ts';
import { memoryImageFile } from './memory-image-file.ts';
import { StoreFencedError } from './store-errors.ts';

const image = (generation: number, fill = generation): Promise<DatabaseImage> =>
  sealImage('a.db', new Uint8Array(50).fill(fill), generation);

describe.each<[string, () => ImageFile]>([
  ['IndexedDB', () => indexedDbImageFile({ indexedDB: new IDBFactory(), IDBKeyRange })],
  ['memory', memoryImageFile],
])('image file: %s', (_name, make) => {
  let file: ImageFile;
  let first: DatabaseImage;

  beforeEach(async () => {
    file = make();
    first = await image(1);
    await file.save(first, null);
  });

  test('gives back what was saved; nothing for a name never saved', async () => {
    expect(await file.load('a.db')).toEqual(first);
    expect(await file.load('b.db')).toBeNull();
    expect(await file.list()).toEqual(['a.db']);
  });

  test('saves over the state it was told, and over no other', async () => {
    const second = await image(2);
    await file.save(second, first);
    for (const stale of [null, first, { ...second, generation: 1 }, await image(2, 99)]) {
      await expect(file.save(await image(3), stale)).rejects.toThrow(StoreFencedError);
    }
    expect(await file.load('a.db')).toEqual(second);
    await file.remove('a.db');
    await expect(file.save(await image(3), second)).rejects.toThrow(StoreFencedError);
    expect(await file.load('a.db')).toBeNull();
  });

  test('a database made again after a removal is not mistaken for the old one', async () => {
    await file.remove('a.db');
    await file.save(await image(1, 42), null);
    await expect(file.save(await image(2), first)).rejects.toThrow(StoreFencedError);
  });

  test('does not see what the caller does to the bytes later', async () => {
    const second = await image(2);
    await file.save(second, first);
    second.bytes.fill(0);
    expect((await file.load('a.db'))?.bytes[0]).toBe(2);
  });

  test('keeps copies by label, beside the image and out of the list', async () => {
    await file.keepCopy('a.db', 'before-migration');
    const second = await image(2);
    await file.save(second, first);
    expect(await file.loadCopy('a.db', 'before-migration')).toEqual(first);
    expect(await file.loadCopy('a.db', 'other')).toBeNull();
    expect(await file.list()).toEqual(['a.db']);
    await file.keepCopy('a.db', 'before-migration');
    expect(await file.loadCopy('a.db', 'before-migration')).toEqual(second);
    await expect(file.keepCopy('b.db', 'x')).rejects.toThrow('b.db');
  });

  test('removes the image with its copies, and no others', async () => {
    await file.keepCopy('a.db', 'x');
    await file.save({ ...first, name: 'a.db2' }, null);
    await file.keepCopy('a.db2', 'x');
    await file.remove('a.db');
    expect(await file.list()).toEqual(['a.db2']);
    expect(await file.loadCopy('a.db', 'x')).toBeNull();
    expect(await file.loadCopy('a.db2', 'x')).not.toBeNull();
  });

  test('renames with its copies to a free name only, and goes on from there', async () => {
    await file.keepCopy('a.db', 'x');
    await file.rename('a.db', 'b.db');
    expect(await file.load('a.db')).toBeNull();
    expect(await file.loadCopy('a.db', 'x')).toBeNull();
    expect(await file.loadCopy('b.db', 'x')).toEqual({ ...first, name: 'b.db' });
    await file.save({ ...(await image(2)), name: 'b.db' }, first);
    await file.save(first, null);
    await expect(file.rename('a.db', 'b.db')).rejects.toThrow('cannot rename');
    await expect(file.rename('c.db', 'd.db')).rejects.toThrow('cannot rename');
    expect((await file.list()).toSorted()).toEqual(['a.db', 'b.db']);
    expect((await file.load('b.db'))?.generation).toBe(2);
  });
});
