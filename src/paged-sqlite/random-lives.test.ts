import { DatabaseSync } from 'node:sqlite';
import type { Database } from 'sql.js';
import { expect, test } from 'vitest';
import { memoryPageDisk } from './memory-page-disk.ts';
import type { PageDisk } from './page-disk.ts';
import { PagedDatabase } from './paged-database.ts';
import { testPagedSqlite } from './test-sqlite.ts';
import { mortalDisk } from './testing/mortal-disk.ts';
import { seeded } from './testing/seeded.ts';

type Random = () => number;
/** One transaction: what it does, and what became of it. */
interface Commit {
  sql: string[];
  fate: 'waiting' | 'acknowledged' | 'undone';
}

const DUMP = [
  'SELECT id, length(value) AS n, substr(value, 1, 20) AS v FROM a ORDER BY id',
  'SELECT * FROM b ORDER BY k',
];
const SCHEMA =
  'CREATE TABLE a (id INTEGER PRIMARY KEY, value TEXT); CREATE TABLE b (k TEXT PRIMARY KEY, n INTEGER); CREATE INDEX of_n ON b(n)';

const dumpOurs = (database: Database): string =>
  JSON.stringify(DUMP.map((sql) => database.exec(sql)[0]?.values ?? []));
const dumpPlain = (database: DatabaseSync): string =>
  JSON.stringify(
    DUMP.map((sql) =>
      database
        .prepare(sql)
        .all()
        .map((row) => Object.values(row)),
    ),
  );

/** Takes its turns like a disk: now sooner, now later. */
function unsteady(inner: PageDisk, random: Random): PageDisk {
  const later = async (): Promise<void> => {
    for (let turn = Math.floor(random() * 3); turn > 0; turn--)
      await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...inner,
    async append(record, base) {
      await later();
      if (random() < 0.03) throw new DOMException('no room', 'QuotaExceededError');
      await inner.append(record, base);
      if (random() < 0.02) throw new DOMException('the connection was lost', 'AbortError');
      await later();
    },
    async putChunks(chunks) {
      await later();
      if (random() < 0.03) throw new DOMException('no room', 'QuotaExceededError');
      await inner.putChunks(chunks);
      await later();
    },
    async fold(fold) {
      await later();
      await inner.fold(fold);
      await later();
    },
  };
}

function randomStatements(random: Random): string[] {
  const id = (): number => 1 + Math.floor(random() * 60);
  const one = (): string => {
    const chance = random();
    if (chance < 0.4)
      return `INSERT OR REPLACE INTO a VALUES (${id()}, hex(zeroblob(${Math.floor(random() ** 3 * 9000)})))`;
    if (chance < 0.6) return `DELETE FROM a WHERE id > ${id()} AND id < ${id()}`;
    if (chance < 0.75)
      return `UPDATE a SET value = value || '${id()}' WHERE id % ${1 + Math.floor(random() * 9)} = 0`;
    if (chance < 0.9) return `INSERT INTO b VALUES ('k${id()}', ${id()}) ON CONFLICT DO UPDATE SET n = n + 1`;
    return `SAVEPOINT s; DELETE FROM b; UPDATE a SET value = 'gone'; ROLLBACK TO s; RELEASE s`;
  };
  return Array.from({ length: 1 + Math.floor(random() * 4) }, one);
}

class ChangedMind extends Error {}

/** One life of a worker: writes by several callers at once, until it dies or is closed. */
async function live(disk: PageDisk, died: Promise<void>, random: Random, commits: Commit[]): Promise<number> {
  const database = await PagedDatabase.open<Database>({
    name: 'a.db',
    sqlite: await testPagedSqlite(),
    disk,
    wrap: (opened) => opened,
    fold: { minBytes: 30_000, share: 0, idleMs: 5, wholeBytes: 150_000 },
  });
  const write = async (): Promise<void> => {
    const commit: Commit = { sql: randomStatements(random), fate: 'undone' };
    const throws = random() < 0.1;
    await database
      .write((db) => {
        for (const sql of commit.sql) db.run(sql);
        if (throws) throw new ChangedMind();
        commit.fate = 'waiting';
        commits.push(commit);
      })
      .then(
        () => (commit.fate = 'acknowledged'),
        () => (commit.fate = 'undone'),
      );
  };
  const caller = async (): Promise<void> => {
    for (let round = 0; round < 12; round++) {
      await write();
      if (random() < 0.04) await database.foldNow().catch(() => undefined);
      if (random() < 0.03 && !database.blocked) {
        database.handle.run('VACUUM');
        await database.persist().catch(() => undefined);
      }
    }
  };
  const whole = Promise.all([caller(), caller(), caller()]).then(() => database.close());
  await Promise.race([whole, died]);
  return database.stats().folds;
}

test.each(Array.from({ length: 24 }, (_, seed) => seed + 1))('lives of seed %i', async (seed) => {
  const random = seeded(seed);
  const disk = memoryPageDisk();
  const commits: Commit[] = [{ sql: [SCHEMA], fate: 'acknowledged' }];
  const first = await PagedDatabase.open<Database>({
    name: 'a.db',
    sqlite: await testPagedSqlite(),
    disk,
    wrap: (opened) => opened,
  });
  await first.write((db) => db.run(SCHEMA));
  await first.close();
  for (let life = 0; life < 6; life++) {
    const before = commits.length;
    const at = random() < 0.7 ? 1 + Math.floor(random() * 40) : Infinity;
    const { disk: mortal, died } = mortalDisk(disk, at, random() < 0.5 ? 'before' : 'after');
    await live(unsteady(mortal, random), died, random, commits);
    const next = await PagedDatabase.open<Database>({
      name: 'a.db',
      sqlite: await testPagedSqlite(),
      disk,
      wrap: (opened) => opened,
    });
    const found = dumpOurs(next.handle);
    expect(next.handle.exec('PRAGMA integrity_check')[0]?.values).toEqual([['ok']]);
    await next.close();
    // What was acknowledged, and of what still waited as much as had arrived, in order.
    const plain = new DatabaseSync(':memory:');
    const run = ({ sql }: Commit): void => {
      for (const one of sql) plain.exec(one);
    };
    const kept = commits.filter(({ fate }) => fate === 'acknowledged');
    kept.forEach(run);
    const waiting = commits.slice(before).filter(({ fate }) => fate === 'waiting');
    let arrived = 0;
    while (dumpPlain(plain) !== found && arrived < waiting.length) run(waiting[arrived++]!);
    expect(dumpPlain(plain), `seed ${seed}, life ${life}`).toBe(found);
    plain.close();
    commits.splice(0, commits.length, ...kept, ...waiting.slice(0, arrived));
    for (const commit of commits) commit.fate = 'acknowledged';
  }
});
