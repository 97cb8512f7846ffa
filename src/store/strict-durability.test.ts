import { Dexie } from 'dexie';
import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PageDisk } from '../paged-sqlite/page-disk.ts';
import { systemClock } from '../shared/clock.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { indexedDbDisks, memoryDisks } from './store-disk.ts';
import type { StoreDisk } from './store-disk.ts';
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

const ours = (): StoreDisk => indexedDbDisks({ indexedDB: new IDBFactory(), IDBKeyRange }).of('a.db');
const open = async (disk: StoreDisk, known = migrations): Promise<Store> =>
  await openStore({ name: 'a.db', disk, sqlite: await testSqlite(), migrations: known, clock: systemClock });
const set = (store: Store, value: string) => () =>
  store.write((tx) => tx.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', ['k', value]));

describe('every way to acknowledge ends in complete, strict transactions', () => {
  test('opening, writing, writing in a group, keeping and restoring a snapshot, closing', async () => {
    const disk = ours();
    let store: Store | null = null;
    expect(await faultsOf(async () => (store = await open(disk)))).toEqual([]);
    expect(await faultsOf(set(store!, '1'))).toEqual([]);
    expect(await faultsOf(() => Promise.all(['2', '3', '4'].map((value) => set(store!, value)())))).toEqual(
      [],
    );
    let id = '';
    expect(await faultsOf(async () => (id = (await store!.keepSnapshot('manual')).id))).toEqual([]);
    expect(await faultsOf(() => store!.restoreSnapshot(id, () => undefined))).toEqual([]);
    expect(
      await faultsOf(async () => {
        const write = set(store!, '5')();
        await store!.close();
        await write;
      }),
    ).toEqual([]);
  });

  test('a write is one transaction', async () => {
    const store = await open(ours());
    recorder.made.length = 0;
    await set(store, '1')();
    expect(recorder.made.filter((one) => one.mode === 'readwrite').map((one) => one.stores)).toEqual([
      ['heads', 'log'],
    ]);
  });

  test('migrating an existing database, with the snapshot before it', async () => {
    const idb = { indexedDB: new IDBFactory(), IDBKeyRange };
    await (await open(indexedDbDisks(idb).of('a.db'))).close();
    const next = {
      version: migrations.length + 1,
      name: 'next',
      sql: 'CREATE TABLE next (id INTEGER)',
      hash: 'of a test',
    };
    expect(await faultsOf(() => open(indexedDbDisks(idb).of('a.db'), [...migrations, next]))).toEqual([]);
    const written = recorder.made.filter((one) => one.mode === 'readwrite').map((one) => one.stores);
    expect(written[0]).toEqual(['snapshots', 'snapshotParts']);
  });
});

describe('controls: the same check sees', () => {
  /** A disk of our own, with one thing wrong in its append. */
  function harmed(how: 'relaxed' | 'early'): StoreDisk {
    const dexie = new Dexie('harmed', {
      indexedDB: new IDBFactory(),
      IDBKeyRange,
      ...(how === 'early' && { chromeTransactionDurability: 'strict' as const }),
    });
    dexie.version(1).stores({ log: '' });
    const plain = memoryDisks().of('a.db');
    const pages: PageDisk = {
      ...plain.pages,
      async append(record, base) {
        await plain.pages.append(record, base);
        if (!dexie.isOpen()) await dexie.open();
        const put = dexie.table('log').put(record, record.generation);
        if (how === 'relaxed') await put;
        else await Promise.race([put, new Promise((resolve) => queueMicrotask(() => resolve(null)))]);
      },
    };
    return { ...plain, pages };
  }

  test('a transaction left at the browser default', async () => {
    const store = await open(harmed('relaxed'));
    expect(await faultsOf(set(store, '1'))).toEqual(['log: durability default']);
  });

  test('an answer given before the transaction is complete', async () => {
    const store = await open(harmed('early'));
    await set(store, '0')(); // so that the database is open and the put starts at once
    expect(await faultsOf(set(store, '1'))).toContain('log: acknowledged before it was complete');
  });

  test('an answer without any write', async () => {
    const store = await open(memoryDisks().of('a.db'));
    expect(await faultsOf(set(store, '1'))).toEqual(['acknowledged without any write to IndexedDB']);
  });
});
