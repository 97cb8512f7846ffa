import { beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../shared/clock.ts';
import { sha256Hex } from '../shared/ids.ts';
import type { Migration } from './migrate.ts';
import { overwriteDatabase } from '../paged-sqlite/overwrite.ts';
import { readSnapshot } from '../paged-sqlite/snapshots.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { memoryDisks } from './store-disk.ts';
import type { StoreDisk } from './store-disk.ts';
import { StoreFullError, StoreNewerError, StoreUnreadableError } from './store-errors.ts';
import type { Store } from './store.ts';
import { onFaultyDisk } from './testing/faulty-disk.ts';
import { testSqlite } from './test-store.ts';

const clock: Clock = { now: () => Date.UTC(2026, 10, 21, 9, 30), sleep: async () => undefined };
const step = (version: number, sql: string): Migration => ({
  version,
  name: `step-${version}`,
  sql,
  hash: `hash of ${sql}`,
});

const parents = step(1, 'CREATE TABLE parent (id INTEGER PRIMARY KEY); INSERT INTO parent VALUES (1);');
const children = step(
  2,
  'CREATE TABLE child (parent_id INTEGER REFERENCES parent(id)); INSERT INTO child VALUES (1);',
);
/** As SQLite's manual says a table is rebuilt. */
const rebuilt = step(
  3,
  `CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO parent_new (id) SELECT id FROM parent;
   DROP TABLE parent; ALTER TABLE parent_new RENAME TO parent;`,
);

let disk: StoreDisk;
const open = async (known: Migration[], at: StoreDisk = disk): Promise<Store> =>
  await openStore({ name: 'a.db', disk: at, sqlite: await testSqlite(), migrations: known, clock });
const rows = (store: Store, table: string) => store.read((reader) => reader.all(`SELECT * FROM ${table}`));

beforeEach(() => (disk = memoryDisks().of('a.db')));

test('applies what is missing, in order, once, and writes down what and when', async () => {
  await (await open([parents])).close();
  const store = await open([parents, children, rebuilt]);
  expect(rows(store, 'parent')).toEqual([{ id: 1, name: null }]);
  expect(rows(store, 'child')).toEqual([{ parent_id: 1 }]);
  expect(rows(store, 'schema_migrations')).toEqual(
    [parents, children, rebuilt].map(({ version, name, hash }) => ({
      version,
      name,
      hash,
      applied_at: '2026-11-21T09:30:00.000Z',
    })),
  );
  expect(store.status()).toMatchObject({ schemaVersion: 3, generation: 2 });
  await expect(store.write((tx) => tx.run('INSERT INTO child VALUES (7)'))).rejects.toThrow('FOREIGN KEY');
  await store.close();
  expect((await open([parents, children, rebuilt])).status().generation).toBe(2);
});

test('keeps a snapshot of what was before', async () => {
  const old = await open([parents]);
  expect(await old.snapshots()).toEqual([]);
  const before = old.exportFile();
  await old.close();
  const store = await open([parents, children]);
  const [snapshot] = await store.snapshots();
  expect(snapshot).toMatchObject({ reason: 'migration', schemaVersion: 1, rows: { parent: 1 } });
  const bytes = await readSnapshot(disk.snapshots, 'a.db', snapshot!.id);
  expect(bytes).toEqual(before);
  expect(await store.snapshots()).toHaveLength(1);
});

describe('refused, with the disk untouched', () => {
  const refusal = async (known: Migration[]): Promise<unknown> => {
    const before = await disk.pages.load();
    const error = await open(known).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(await disk.pages.load()).toEqual(before);
    return error;
  };
  beforeEach(async () => await (await open([parents, children])).close());

  test('a database newer than the code', async () => {
    expect(await refusal([parents])).toBeInstanceOf(StoreNewerError);
  });

  test('a step that was changed after it was applied', async () => {
    expect(await refusal([parents, { ...children, hash: 'another' }])).toBeInstanceOf(StoreUnreadableError);
    expect(await refusal([{ ...parents, hash: 'another' }, children, rebuilt])).toBeInstanceOf(
      StoreUnreadableError,
    );
  });

  test('a database that is not one of ours', async () => {
    const { database, file } = (await testSqlite()).open(null);
    database.run('CREATE TABLE theirs (id INTEGER)');
    const bytes = file.read(0, 8192);
    database.close();
    const other = memoryDisks().of('b.db');
    await overwriteDatabase({ name: 'b.db', disk: other.pages, bytes, nowMs: 0 });
    await expect(open([parents], other)).rejects.toThrow(StoreUnreadableError);
  });

  test.each([
    ['that is wrong SQL', 'CREATE TABLE later (id INTEGER); CREATE TABLE'],
    ['that breaks references', 'CREATE TABLE later (id INTEGER); DELETE FROM parent'],
  ])('a step %s', async (_name, sql) => {
    expect(await refusal([parents, children, step(3, sql)])).toBeInstanceOf(Error);
    expect(rows(await open([parents, children]), 'child')).toEqual([{ parent_id: 1 }]);
  });

  test('a disk without room for the new state', async () => {
    const { disk: faults, pages } = onFaultyDisk(disk.pages);
    faults.fail('full');
    await expect(open([parents, children, rebuilt], { ...disk, pages: pages() })).rejects.toThrow(
      StoreFullError,
    );
    expect(rows(await open([parents, children]), 'parent')).toEqual([{ id: 1 }]);
  });
});

test('the steps of the product are numbered without a gap and frozen by their hash', async () => {
  expect(migrations.map((one) => one.version)).toEqual(migrations.map((_, at) => at + 1));
  for (const one of migrations) expect(await sha256Hex(one.sql), `${one.name} was changed`).toBe(one.hash);
});
