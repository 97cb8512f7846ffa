import type { Database } from 'sql.js';
import { expect, test } from 'vitest';
import { memoryPageDisk } from './memory-page-disk.ts';
import type { PageDisk } from './page-disk.ts';
import { PagedDatabase } from './paged-database.ts';
import { testPagedSqlite } from './test-sqlite.ts';
import { seeded } from './testing/seeded.ts';

/**
 * A disk that never fails and takes its time. What touches the same tables happens in the order it was asked for, as
 * IndexedDB promises: chunks apart from the log, a fold in both.
 */
function unhurried(inner: PageDisk, random: () => number): PageDisk {
  const lines = { chunks: Promise.resolve(), log: Promise.resolve() };
  const later = async (): Promise<void> => {
    for (let turn = Math.floor(random() * 4); turn > 0; turn--)
      await new Promise((resolve) => setImmediate(resolve));
  };
  const inLine = <Args extends unknown[]>(
    tables: (keyof typeof lines)[],
    write: (...args: Args) => Promise<void>,
  ) => {
    return (...args: Args): Promise<void> => {
      const turn = Promise.all(tables.map((table) => lines[table]));
      const done = turn
        .then(later)
        .then(() => write(...args))
        .then(later);
      for (const table of tables) lines[table] = done.catch(() => undefined);
      return done;
    };
  };
  return {
    ...inner,
    append: inLine(['log'], inner.append),
    putChunks: inLine(['chunks'], inner.putChunks),
    dropChunks: inLine(['chunks'], inner.dropChunks),
    fold: inLine(['chunks', 'log'], inner.fold),
  };
}

const VACUUM = 'VACUUM';
/** More than half of the database: written as a new base. */
const REWRITE = `UPDATE t SET text = hex(randomblob(100000)) WHERE id = 1`;

test.each(Array.from({ length: 16 }, (_, seed) => seed + 1))(
  'commits, folds, new bases and replacements at once: nothing is refused, nothing is missing (seed %i)',
  async (seed) => {
    const random = seeded(seed);
    const disk = unhurried(memoryPageDisk(), random);
    const open = async (): Promise<PagedDatabase<Database>> =>
      await PagedDatabase.open<Database>({
        name: 'a.db',
        sqlite: await testPagedSqlite(),
        disk,
        wrap: (opened) => opened,
        fold: { minBytes: 20_000, share: 0, idleMs: 1, wholeBytes: 100_000 },
      });
    const database = await open();
    await database.write((db) => db.run('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)'));
    await database.write((db) => db.run('INSERT INTO t (text) VALUES (hex(zeroblob(100000)))'));
    let inserted = 1;
    const caller = async (): Promise<void> => {
      for (let round = 0; round < 30; round++) {
        const chance = random();
        if (chance < 0.06) await database.write((db) => db.run(REWRITE));
        else if (chance < 0.12) await database.foldNow();
        else if (chance < 0.16) await database.replace(() => database.bytes());
        else if (chance < 0.2) {
          while (database.blocked) await database.writable();
          database.handle.run(VACUUM);
          await database.persist();
        } else {
          await database.write((db) => db.run('INSERT INTO t (text) VALUES (hex(randomblob(900)))'));
          inserted++;
        }
      }
    };
    await Promise.all(Array.from({ length: 5 }, caller));
    const bytes = database.bytes();
    await database.close();
    const next = await open();
    expect(next.bytes()).toEqual(bytes);
    expect(next.handle.exec('SELECT count(*) FROM t')[0]?.values).toEqual([[inserted]]);
    await next.close();
  },
);
