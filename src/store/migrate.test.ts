import { beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../shared/clock.ts';
import { sha256Hex } from '../shared/ids.ts';
import type { ImageFile } from './image-file.ts';
import { memoryImageFile } from './memory-image-file.ts';
import type { Migration } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { BEFORE_MIGRATION, openStore } from './open-store.ts';
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

let file: ImageFile;
const open = async (known: Migration[], at: ImageFile = file): Promise<Store> =>
  await openStore({ name: 'a.db', file: at, sqlite: await testSqlite(), migrations: known, clock });
const rows = (store: Store, table: string) => store.read((reader) => reader.all(`SELECT * FROM ${table}`));

beforeEach(() => (file = memoryImageFile()));

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

test('keeps the image as it was before', async () => {
  const old = await open([parents]);
  await old.close();
  const before = await file.load('a.db');
  expect(await file.loadCopy('a.db', BEFORE_MIGRATION)).toBeNull();
  await open([parents, children]);
  expect(await file.loadCopy('a.db', BEFORE_MIGRATION)).toEqual(before);
});

describe('refused, with the disk untouched', () => {
  const refusal = async (known: Migration[]): Promise<unknown> => {
    const before = await file.load('a.db');
    const error = await open(known).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(await file.load('a.db')).toEqual(before);
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
    const foreign = (await testSqlite()).open(null);
    foreign.begin();
    foreign.script('CREATE TABLE theirs (id INTEGER)');
    foreign.commit();
    const bytes = foreign.exportBytes();
    await file.save({ name: 'b.db', generation: 1, checksum: await sha256Hex(bytes), bytes }, null);
    const opening = openStore({
      name: 'b.db',
      file,
      sqlite: await testSqlite(),
      migrations: [parents],
      clock,
    });
    await expect(opening).rejects.toThrow(StoreUnreadableError);
  });

  test.each([
    ['that is wrong SQL', 'CREATE TABLE later (id INTEGER); CREATE TABLE'],
    ['that breaks references', 'CREATE TABLE later (id INTEGER); DELETE FROM parent'],
  ])('a step %s', async (_name, sql) => {
    expect(await refusal([parents, children, step(3, sql)])).toBeInstanceOf(Error);
    expect(rows(await open([parents, children]), 'child')).toEqual([{ parent_id: 1 }]);
  });

  test('a disk without room for the new image', async () => {
    const { disk, file: full } = onFaultyDisk(file);
    disk.fail('full');
    await expect(open([parents, children, rebuilt], full())).rejects.toThrow(StoreFullError);
    expect(rows(await open([parents, children]), 'parent')).toEqual([{ id: 1 }]);
  });
});

test('the steps of the product are numbered without a gap and frozen by their hash', async () => {
  expect(migrations.map((one) => one.version)).toEqual(migrations.map((_, at) => at + 1));
  for (const one of migrations) expect(await sha256Hex(one.sql), `${one.name} was changed`).toBe(one.hash);
});
