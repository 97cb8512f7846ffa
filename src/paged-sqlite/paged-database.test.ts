import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Database } from 'sql.js';
import { describe, expect, test } from 'vitest';
import { indexedDbPageDisk, openPageTables } from './indexeddb-page-disk.ts';
import { memoryPageDisk } from './memory-page-disk.ts';
import type { PageDisk } from './page-disk.ts';
import { PagedDatabase } from './paged-database.ts';
import type { PagedDatabaseOptions } from './paged-database.ts';
import { testPagedSqlite } from './test-sqlite.ts';

type Options = Partial<PagedDatabaseOptions<Database, void>>;

const disks: [string, () => () => PageDisk][] = [
  [
    'IndexedDB',
    () => {
      const idb = { indexedDB: new IDBFactory(), IDBKeyRange };
      return () => indexedDbPageDisk(openPageTables('a.db', idb));
    },
  ],
  [
    'memory',
    () => {
      const disk = memoryPageDisk();
      return () => disk;
    },
  ],
];

describe.each(disks)('paged database over %s', (_, makeDisk) => {
  const diskOf = makeDisk();
  const open = async (disk: PageDisk, options: Options = {}): Promise<PagedDatabase<Database>> =>
    await PagedDatabase.open<Database>({
      name: 'a.db',
      sqlite: await testPagedSqlite(),
      disk,
      wrap: (database) => database,
      fold: { minBytes: 64 * 1024, share: 0, idleMs: 20 },
      ...options,
    });

  test('what was written is there for the next, by many folds', async () => {
    const first = await open(diskOf());
    await first.write((db) => db.run('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)'));
    for (let round = 0; round < 60; round++) {
      await first.write((db) => {
        for (let row = 0; row < 10; row++) db.run('INSERT INTO t (text) VALUES (hex(randomblob(900)))');
        if (round % 7 === 6) db.run('DELETE FROM t WHERE id % 3 = 0');
      });
    }
    expect(first.stats().folds).toBeGreaterThan(2);
    expect(first.stats().foldFailure).toBeNull();
    const bytes = first.bytes();
    const second = await open(diskOf(), { mustExist: true });
    expect(second.bytes()).toEqual(bytes);
    expect(second.stats().generation).toBe(first.stats().generation);
    await first.close();
    await second.close();
  });
});
