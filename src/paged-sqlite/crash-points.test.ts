import type { Database } from 'sql.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryPageDisk } from './memory-page-disk.ts';
import type { PageDisk } from './page-disk.ts';
import { PagedDatabase } from './paged-database.ts';
import { testPagedSqlite } from './test-sqlite.ts';
import { mortalDisk } from './testing/mortal-disk.ts';
import type { Death } from './testing/mortal-disk.ts';

const open = async (disk: PageDisk): Promise<PagedDatabase<Database>> =>
  await PagedDatabase.open<Database>({
    name: 'a.db',
    sqlite: await testPagedSqlite(),
    disk,
    wrap: (database) => database,
    // Folds come soon, so that deaths fall into them.
    fold: { minBytes: 24 * 1024, share: 0, idleMs: 60_000, wholeBytes: 300_000 },
  });

/** Everything in the database that a reader could see. */
const contents = (database: Database): string =>
  JSON.stringify([
    database.exec(`SELECT name FROM sqlite_schema ORDER BY name`),
    database.exec('PRAGMA integrity_check'),
    database.exec(`SELECT name FROM sqlite_schema WHERE name = 't'`).length === 0
      ? null
      : database.exec('SELECT id, quote(value) FROM t ORDER BY id'),
  ]);

/** What each step commits: growth, change, deletion, shrinking, a commit of most of the file, a change of schema. */
const STEPS: string[] = [
  'CREATE TABLE t (id INTEGER PRIMARY KEY, value BLOB)',
  ...Array.from({ length: 6 }, (_, at) => `INSERT INTO t (value) VALUES (zeroblob(${9_000 + at}))`),
  `UPDATE t SET value = 'short' WHERE id % 2`,
  'DELETE FROM t WHERE id > 4',
  'INSERT INTO t (value) VALUES (zeroblob(600000))',
  `UPDATE t SET value = replace(hex(zeroblob(310000)), '0', 'x') WHERE length(value) > 100000`,
  'DELETE FROM t WHERE length(value) > 100000',
  'CREATE INDEX of_value ON t(value)',
  ...Array.from({ length: 4 }, (_, at) => `INSERT INTO t (value) VALUES (hex(zeroblob(${4_000 + at})))`),
];

/** Runs the steps until the end or the death. @returns how many were acknowledged */
async function live(disk: PageDisk, died: Promise<void>): Promise<number> {
  let acknowledged = 0;
  const life = (async () => {
    const database = await open(disk);
    for (const step of STEPS) {
      await database.write((db) => db.run(step));
      acknowledged++;
    }
    await database.foldNow();
    await database.replace(() => database.bytes());
  })();
  await Promise.race([life, died]);
  return acknowledged;
}

/** The contents after 0, 1, 2 … steps. */
let states: string[];
let writes: number;
beforeAll(async () => {
  const plain = (await testPagedSqlite()).open(null).database;
  states = [
    contents(plain),
    ...STEPS.map((step) => {
      plain.run(step);
      return contents(plain);
    }),
  ];
  plain.close();
  const whole = mortalDisk(memoryPageDisk(), Infinity, 'before');
  expect(await live(whole.disk, new Promise(() => undefined))).toBe(STEPS.length);
  writes = whole.writes();
});

describe.each<Death>(['before', 'after'])('the worker dies %s a write', (death) => {
  test('at each of them: what was acknowledged is there, and nothing by halves', async () => {
    expect(writes).toBeGreaterThan(35);
    for (let at = 1; at <= writes; at++) {
      const disk = memoryPageDisk();
      const { disk: mortal, died } = mortalDisk(disk, at, death);
      const acknowledged = await live(mortal, died);
      const next = await open(disk);
      // One more may have arrived unheard; of those acknowledged none is missing, and no other state ever was.
      const possible = states.slice(acknowledged, acknowledged + 2);
      expect(possible, `after a death at write ${at}`).toContain(contents(next.handle));
      // And it goes on from there.
      await next.write((db) => db.run('CREATE TABLE after_death (id INTEGER)'));
      await next.foldNow();
      const last = await open(disk);
      expect(last.bytes()).toEqual(next.bytes());
      await next.close();
      await last.close();
    }
  }, 120_000);
});
