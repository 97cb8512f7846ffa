import { describe, expect, test } from 'vitest';
import type { ChangedPages, DatabaseFile } from './database-file.ts';
import { testPagedSqlite } from './test-sqlite.ts';

/** Applies taken pages to a copy, as a disk would. */
function applied(copy: Uint8Array, changes: ChangedPages): Uint8Array {
  const next = new Uint8Array(changes.pageCount * changes.pageSize);
  next.set(copy.subarray(0, next.length));
  changes.numbers.forEach((page, at) =>
    next.set(
      changes.bytes.subarray(at * changes.pageSize, (at + 1) * changes.pageSize),
      page * changes.pageSize,
    ),
  );
  return next;
}

const whole = (file: DatabaseFile): Uint8Array => {
  const { pageSize, pageCount } = file.size();
  return file.read(0, pageSize * pageCount);
};

describe.each(['vfs', 'compare'] as const)('changed pages by %s', (tracking) => {
  const open = async (bytes: Uint8Array | null = null) => (await testPagedSqlite(tracking)).open(bytes);

  test('is the way of tracking that was asked for', async () => {
    expect((await testPagedSqlite(tracking)).tracking).toBe(tracking);
  });

  test('all changes, one after another, give the file', async () => {
    const { database, file } = await open();
    let copy: Uint8Array = new Uint8Array(0);
    const step = (sql: string, params?: string[]): ChangedPages => {
      database.run(sql, params);
      const changes = file.takeChanges();
      copy = applied(copy, changes);
      expect(copy).toEqual(whole(file));
      expect(file.hasChanges()).toBe(false);
      return changes;
    };
    step('PRAGMA auto_vacuum=2; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)');
    step(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO t SELECT i, hex(randomblob(200)) FROM n`);
    expect(step(`UPDATE t SET text = 'short' WHERE id = 1500`).numbers.length).toBeLessThan(5);
    step('BEGIN; DELETE FROM t WHERE id < 1000; COMMIT');
    const before = file.size().pageCount;
    const vacuum = database.prepare('PRAGMA incremental_vacuum(20)'); // a page a step
    while (vacuum.step());
    vacuum.free();
    copy = applied(copy, file.takeChanges());
    expect(copy).toEqual(whole(file));
    expect(file.size().pageCount).toBe(before - 20);
    step(
      'BEGIN; INSERT INTO t (text) VALUES (hex(zeroblob(100000))); SAVEPOINT a; DELETE FROM t; ROLLBACK TO a; COMMIT',
    );
    step('VACUUM');
    step('PRAGMA page_size=8192; VACUUM');
    database.close();
  });

  test('what was rolled back is no difference', async () => {
    const { database, file } = await open();
    database.run('CREATE TABLE t (id INTEGER)');
    file.takeChanges();
    const before = whole(file);
    database.run('BEGIN; INSERT INTO t VALUES (1); ROLLBACK');
    expect(applied(before, file.takeChanges())).toEqual(before);
    database.close();
  });

  test('a database from bytes has no changes of its own', async () => {
    const first = await open();
    first.database.run('CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (7)');
    const bytes = whole(first.file);
    first.database.close();
    const { database, file } = await open(bytes);
    expect(file.hasChanges()).toBe(false);
    expect(database.exec('SELECT id FROM t')[0]?.values).toEqual([[7]]);
    database.close();
  });
});

describe('with the shim', () => {
  test('each database has its own changes, and memory may grow', async () => {
    const sqlite = await testPagedSqlite();
    const one = sqlite.open(null);
    const other = sqlite.open(null);
    one.database.run('CREATE TABLE t (bytes BLOB)');
    other.database.run('CREATE TABLE u (id INTEGER)');
    expect(other.file.takeChanges().pageCount).toBe(2);
    one.database.run('INSERT INTO t VALUES (zeroblob(40000000))');
    one.database.run('SELECT length(hex(bytes)) FROM t');
    expect(one.file.takeChanges().bytes.length).toBeGreaterThan(40_000_000);
    expect(other.file.hasChanges()).toBe(false);
    one.database.close();
    other.database.run('INSERT INTO u VALUES (1)');
    expect(other.file.hasChanges()).toBe(true);
    other.database.close();
  });

  test('a read-only database is read-only by SQLite itself', async () => {
    const sqlite = await testPagedSqlite();
    const made = sqlite.open(null);
    made.database.run('CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (7)');
    const bytes = whole(made.file);
    made.database.close();
    const database = sqlite.openReadOnly(bytes);
    database.run('PRAGMA query_only=OFF; PRAGMA writable_schema=ON');
    for (const sql of ['DELETE FROM t', 'CREATE TABLE u (id)', 'DROP TABLE t', 'VACUUM']) {
      expect(() => database.run(sql)).toThrow('readonly');
    }
    expect(database.exec('SELECT id FROM t')[0]?.values).toEqual([[7]]);
    database.close();
    const writable = sqlite.open(bytes);
    writable.database.run('DELETE FROM t');
    writable.database.close();
  });

  test('a module that is not as expected is left as it is', async () => {
    const { installVfsShim } = await import('./vfs-shim.ts');
    const nothing = { Database: class {}, _malloc: () => 0, addFunction: () => 0 };
    expect(() => installVfsShim(nothing as never, {})).toThrow('exports 0 of Memory');
  });
});
