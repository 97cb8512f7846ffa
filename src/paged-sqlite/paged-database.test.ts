import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Database } from 'sql.js';
import { describe, expect, test } from 'vitest';
import { indexedDbPageDisk, openPageTables } from './indexeddb-page-disk.ts';
import { memoryPageDisk } from './memory-page-disk.ts';
import type { DiskContent, Head, LogRecord, PageDisk } from './page-disk.ts';
import { PagedDatabase } from './paged-database.ts';
import type { PagedDatabaseOptions } from './paged-database.ts';
import { examine } from './read-content.ts';
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

  test('many writers at once, while fold follows fold: each is durable, none is refused', async () => {
    const disk = makeDisk();
    const writer = await open(disk(), { fold: { minBytes: 8 * 1024, share: 0, idleMs: 5 } });
    await writer.write((db) => db.run('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)'));
    const caller = async (): Promise<void> => {
      for (let round = 0; round < 12; round++)
        await writer.write((db) => db.run('INSERT INTO t (text) VALUES (hex(randomblob(300)))'));
    };
    await Promise.all(Array.from({ length: 20 }, caller));
    expect(writer.stats().folds).toBeGreaterThan(1);
    const next = await open(disk(), { mustExist: true });
    expect(next.handle.exec('SELECT count(*) FROM t')[0]?.values).toEqual([[240]]);
    await writer.close();
    await next.close();
  });

  test('a flipped bit in any record of the log, or a record that is missing, is told and nothing is opened', async () => {
    const disk = makeDisk()();
    const writer = await open(disk);
    await writer.write((db) => db.run('CREATE TABLE t (id INTEGER PRIMARY KEY)'));
    for (let row = 0; row < 3; row++) await writer.write((db) => db.run('INSERT INTO t DEFAULT VALUES'));
    const sound = (await disk.load())!;
    const verdict = (change: (content: DiskContent & { log: LogRecord[] }) => void) => {
      const content = structuredClone(sound) as DiskContent & { log: LogRecord[] };
      change(content);
      return examine(content);
    };
    expect(verdict(() => undefined)).toMatchObject({ problems: [], lost: { records: 0 } });
    for (let at = 0; at < 3; at++) {
      const flipped = verdict(({ log }) => (log[at]!.bytes[17]! ^= 4));
      expect(flipped.problems).toHaveLength(1);
      expect(flipped.state?.generation).toBe(at + 1);
      expect(flipped.lost.records).toBe(3 - at);
    }
    expect(verdict(({ log }) => log.splice(1, 1)).problems[0]).toContain('record 3 is missing');
    const cut = verdict((content) => {
      content.tail = { lineage: content.log[0]!.lineage, generation: 4, at: 1 };
      content.log.pop();
    });
    expect(cut.problems[0]).toContain('had reached 4');
    const foreign = verdict(({ log }) => (log[2] = { ...log[2]!, lineage: 'another' }));
    expect(foreign.problems).toHaveLength(1);
    expect(verdict((content) => (content.chunks[0] = undefined)).state).toBeNull();
    expect(verdict(({ chunks }) => ((chunks[0] as Uint8Array)[40]! ^= 1)).problems[0]).toContain('chunk 0');
    const newer = verdict((content) => (content.head = { ...(content.head as Head), format: 2 }));
    expect(newer).toMatchObject({ newer: true, state: null });
    expect(verdict((content) => (content.head = {})).state).toBeNull();
    await writer.close();
  });
});
