import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import { sealImage } from './image-file.ts';
import type { DatabaseImage, ImageFile } from './image-file.ts';
import { indexedDbImageFile } from './indexeddb-image-file.ts';
import { memoryImageFile } from './memory-image-file.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { durabilityFaults, recordTransactions } from './testing/transaction-recorder.ts';
import { testSqlite } from './test-store.ts';

let recorder: ReturnType<typeof recordTransactions>;
beforeEach(() => (recorder = recordTransactions(IDBDatabase.prototype)));
afterEach(() => recorder.stop());

/** Waits for an acknowledgement and answers what was wrong with the transactions behind it. */
async function faultsOf(acknowledged: () => Promise<unknown>): Promise<string[]> {
  recorder.made.length = 0;
  await acknowledged();
  return durabilityFaults(recorder.made);
}

const ours = (): ImageFile => indexedDbImageFile({ indexedDB: new IDBFactory(), IDBKeyRange });
const open = async (file: ImageFile, known = migrations): Promise<Store> =>
  await openStore({ name: 'a.db', file, sqlite: await testSqlite(), migrations: known, clock: systemClock });
const set = (store: Store, value: string) => () =>
  store.write((tx) => tx.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', ['k', value]));

describe('every way to acknowledge ends in complete, strict transactions', () => {
  test('opening, writing, writing in a group, closing', async () => {
    const file = ours();
    let store: Store | null = null;
    expect(await faultsOf(async () => (store = await open(file)))).toEqual([]);
    expect(await faultsOf(set(store!, '1'))).toEqual([]);
    expect(await faultsOf(() => Promise.all(['2', '3', '4'].map((value) => set(store!, value)())))).toEqual(
      [],
    );
    expect(
      await faultsOf(async () => {
        const write = set(store!, '5')();
        await store!.close();
        await write;
      }),
    ).toEqual([]);
  });

  test('migrating an existing database, with the copy before it', async () => {
    const file = ours();
    await (await open(file)).close();
    const next = {
      version: migrations.length + 1,
      name: 'next',
      sql: 'CREATE TABLE next (id INTEGER)',
      hash: 'of a test',
    };
    expect(await faultsOf(() => open(file, [...migrations, next]))).toEqual([]);
    expect(recorder.made.filter((one) => one.mode === 'readwrite').map((one) => one.stores)).toEqual([
      ['images', 'copies'],
      ['images'],
    ]);
  });

  test('renaming, removing, keeping a copy', async () => {
    const file = ours();
    await file.save(await sealImage('a.db', new Uint8Array(9), 1), null);
    expect(await faultsOf(() => file.keepCopy('a.db', 'x'))).toEqual([]);
    expect(await faultsOf(() => file.rename('a.db', 'b.db'))).toEqual([]);
    expect(await faultsOf(() => file.remove('b.db'))).toEqual([]);
  });
});

describe('controls: the same check sees', () => {
  /** As ours, with one thing wrong in the save. */
  function harmed(how: 'relaxed' | 'early'): ImageFile {
    const dexie = new Dexie('harmed', {
      indexedDB: new IDBFactory(),
      IDBKeyRange,
      ...(how === 'early' && { chromeTransactionDurability: 'strict' as const }),
    });
    dexie.version(1).stores({ images: 'name' });
    const images = dexie.table('images') as Table<DatabaseImage, string>;
    return {
      ...memoryImageFile(),
      load: async (name) => (await images.get(name)) ?? null,
      save: async (image) => {
        const saved = images.put(image);
        if (how === 'relaxed') await saved;
        else await Promise.race([saved, new Promise((resolve) => queueMicrotask(() => resolve(null)))]);
      },
    };
  }

  test('a transaction left at the browser default', async () => {
    const store = await open(harmed('relaxed'));
    expect(await faultsOf(set(store, '1'))).toEqual(['images: durability default']);
  });

  test('an answer given before the transaction is complete', async () => {
    const file = harmed('early');
    await file.load('a.db'); // so that the database is open and the put starts at once
    const store = await open(file);
    expect(await faultsOf(set(store, '1'))).toContain('images: acknowledged before it was complete');
  });

  test('an answer without any write', async () => {
    const store = await open(memoryImageFile());
    expect(await faultsOf(set(store, '1'))).toEqual(['acknowledged without any write to IndexedDB']);
  });
});
