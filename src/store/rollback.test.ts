import { expect, test } from 'vitest';
import { appError } from '../shared/app-error.ts';
import { systemClock } from '../shared/clock.ts';
import { fail, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { Rollback, writeResult } from './rollback.ts';
import { memoryDisks } from './store-disk.ts';
import type { Store, Transaction } from './store.ts';
import { onFaultyDisk } from './testing/faulty-disk.ts';
import type { DiskFault } from './testing/faulty-disk.ts';
import { testSqlite, testStore } from './test-store.ts';

const set = (tx: Transaction) => tx.run(`INSERT INTO settings (key, value) VALUES ('k', 'v')`);
const count = (store: Store) => store.read((reader) => reader.get('SELECT count(*) AS n FROM settings'));

test('a value is kept and answered', async () => {
  const store = await testStore();
  expect(await writeResult(store, (tx) => ok(set(tx)))).toEqual({ ok: true, value: 1 });
  expect(count(store)).toEqual({ n: 1 });
});

test('a failure undoes everything and is the answer', async () => {
  const store = await testStore();
  const error = appError('conflict_revision', { params: { revision: 3 } });
  const refused = await writeResult(store, (tx): Result<number> => (set(tx), fail(error)));
  expect(refused).toEqual({ ok: false, error });
  const thrown = await writeResult(store, (tx) => {
    set(tx);
    throw new Rollback(error);
  });
  expect(thrown).toEqual({ ok: false, error });
  expect(count(store)).toEqual({ n: 0 });
});

test('a bug is thrown on', async () => {
  const store = await testStore();
  const write = writeResult(store, (tx) => {
    set(tx);
    throw new RangeError('a bug');
  });
  await expect(write).rejects.toThrow(RangeError);
  expect(count(store)).toEqual({ n: 0 });
});

test.each<[DiskFault, string]>([
  ['full', 'storage_full'],
  ['broken', 'store_lost'],
])('a disk that is %s is an expected failure: %s', async (fault, code) => {
  const plain = memoryDisks().of('a.db');
  const { disk, pages } = onFaultyDisk(plain.pages);
  const store = await openStore({
    name: 'a.db',
    disk: { ...plain, pages: pages() },
    sqlite: await testSqlite(),
    migrations,
    clock: systemClock,
  });
  disk.fail(fault);
  expect(await writeResult(store, (tx) => ok(set(tx)))).toMatchObject({ ok: false, error: { code } });
  expect(count(store)).toEqual({ n: 0 });
});
