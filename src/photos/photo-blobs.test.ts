import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryPhotoBlobs } from './memory-photo-blobs.ts';
import { openPhotoBlobs } from './photo-blobs.ts';

const key = (digit: string) => digit.repeat(64);
const blobs = (text: string) => ({
  full: new Blob([text], { type: 'image/jpeg' }),
  thumbnail: new Blob(['small'], { type: 'image/webp' }),
});

let number = 0;
const stores = {
  IndexedDB: (now: () => number) => openPhotoBlobs(`photos-test-${number++}`, now),
  memory: (now: () => number) => memoryPhotoBlobs(now),
};

describe.each(Object.entries(stores))('photo blobs in %s', (_name, open) => {
  it('gives back what was put, with its types', async () => {
    const store = open(() => 5);
    await store.put(key('a'), blobs('large'));
    expect(await (await store.full(key('a')))!.text()).toBe('large');
    expect((await store.full(key('a')))!.type).toBe('image/jpeg');
    expect(await (await store.thumbnail(key('a')))!.text()).toBe('small');
    expect((await store.thumbnail(key('a')))!.type).toBe('image/webp');
    expect(await store.keys()).toEqual([{ sha256: key('a'), putAtMs: 5, sizeBytes: 10 }]);
  });

  it('answers null for what it does not have', async () => {
    const store = open(Date.now);
    expect([await store.full(key('b')), await store.thumbnail(key('b'))]).toEqual([null, null]);
    expect(await store.remove(key('b'))).toBe(false);
  });

  it('removes whole contents, and keeps what was put again meanwhile', async () => {
    let now = 10;
    const store = open(() => now);
    await store.put(key('a'), blobs('one'));
    await store.put(key('b'), blobs('two'));
    now = 20;
    await store.put(key('b'), blobs('two'));
    expect(await store.remove(key('a'), 20)).toBe(true);
    expect(await store.remove(key('b'), 20)).toBe(false);
    expect((await store.keys()).map((entry) => entry.sha256)).toEqual([key('b')]);
    expect(await store.full(key('a'))).toBe(null);
    expect(await store.thumbnail(key('a'))).toBe(null);
    expect(await store.remove(key('b'))).toBe(true);
    expect(await store.keys()).toEqual([]);
  });
});

describe('durability', () => {
  afterEach(() => vi.restoreAllMocks());

  it('puts and removes in strict transactions only', async () => {
    const opened = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const store = openPhotoBlobs('photos-test-durability');
    await store.put(key('a'), blobs('x'));
    await store.remove(key('a'));
    const writing = opened.mock.calls.filter((call) => call[1] === 'readwrite');
    expect(writing).toHaveLength(2);
    for (const call of writing) expect(call[2]).toEqual({ durability: 'strict' });
  });
});
