import { DatabaseSync } from 'node:sqlite';
import type { Database } from 'sql.js';
import { expect, test } from 'vitest';
import { PagedSqliteError } from './errors.ts';
import { memoryPageDisk } from './memory-page-disk.ts';
import type { PageDisk } from './page-disk.ts';
import { PagedDatabase } from './paged-database.ts';
import { testPagedSqlite } from './test-sqlite.ts';
import { mortalDisk } from './testing/mortal-disk.ts';
import { seeded } from './testing/seeded.ts';

type Random = () => number;
/** One transaction: what it does, and what became of it; `unsure` where the disk could not be read back either. */
interface Commit {
  sql: string[];
  fate: 'waiting' | 'acknowledged' | 'undone' | 'unsure';
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
  let opened = false;
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
      if (random() < 0.03) throw new DOMException('the connection was lost', 'AbortError');
      await later();
    },
    async load() {
      await later();
      if (opened && random() < 0.05) throw new DOMException('the connection was lost', 'AbortError');
      opened = true;
      return await inner.load();
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

const fateOf = (error: unknown): Commit['fate'] =>
  error instanceof PagedSqliteError && error.code === 'unreadable' ? 'unsure' : 'undone';

/**
 * One life of a worker: writes by several callers at once, until it dies or is closed.
 * @returns its commits, as they stood at that moment
 */
async function live(disk: PageDisk, died: Promise<void>, random: Random): Promise<Commit[]> {
  const commits: Commit[] = [];
  const sqlite = await testPagedSqlite();
  const database = await PagedDatabase.open<Database>({
    name: 'a.db',
    sqlite,
    disk,
    wrap: (opened) => opened,
    fold: { minBytes: 30_000, share: 0, idleMs: 5, wholeBytes: 150_000 },
  });
  const begin = (sql: string[]): Commit => {
    const commit: Commit = { sql, fate: 'waiting' };
    commits.push(commit);
    return commit;
  };
  const settle = async (attempt: Promise<unknown>, commit: () => Commit | undefined): Promise<void> => {
    const fate = await attempt.then(() => 'acknowledged' as const, fateOf);
    const made = commit();
    if (made) made.fate = fate;
  };
  const write = async (): Promise<void> => {
    const sql = randomStatements(random);
    const throws = random() < 0.1;
    let commit: Commit | undefined;
    const change = (db: Database): void => {
      for (const one of sql) db.run(one);
      if (throws) throw new ChangedMind();
      commit = begin(sql);
    };
    await settle(database.write(change), () => commit);
  };
  const replace = async (): Promise<void> => {
    const sql = ['DELETE FROM a WHERE id % 3 = 0', "INSERT OR REPLACE INTO b VALUES ('other', 1)"];
    let commit: Commit | undefined;
    const make = (): Uint8Array<ArrayBuffer> => {
      const { database: other, file } = sqlite.open(database.bytes());
      for (const one of sql) other.run(one);
      const { pageSize, pageCount } = file.size();
      const bytes = file.read(0, pageSize * pageCount);
      other.close();
      commit = begin(sql);
      return bytes;
    };
    await settle(database.replace(make), () => commit);
  };
  const caller = async (): Promise<void> => {
    for (let round = 0; round < 12; round++) {
      await write();
      if (random() < 0.04) await replace();
      if (random() < 0.04) await database.foldNow().catch(() => undefined);
      if (random() < 0.03 && !database.blocked) {
        database.handle.run('VACUUM');
        await database.persist().catch(() => undefined);
      }
    }
  };
  const whole = Promise.all([caller(), caller(), caller()]).then(() => database.close());
  await Promise.race([whole, died]);
  return structuredClone(commits);
}

/**
 * What of a life may be on the disk: all that was acknowledged, nothing that was undone, and of each run of commits
 * that still waited, or that nobody knows about, the first few.
 */
function possibleLives(lived: Commit[]): Commit[][] {
  const open = lived.findIndex(({ fate }) => fate === 'waiting' || fate === 'unsure');
  const kept = (commits: Commit[]): Commit[] => commits.filter(({ fate }) => fate === 'acknowledged');
  if (open < 0) return [kept(lived)];
  const { fate } = lived[open]!;
  const end = lived.findIndex((commit, at) => at > open && commit.fate !== fate);
  const run = lived.slice(open, end < 0 ? undefined : end);
  const rest = end < 0 ? [[]] : possibleLives(lived.slice(end));
  const before = kept(lived.slice(0, open));
  return rest.flatMap((after) =>
    Array.from({ length: run.length + 1 }, (_, arrived) => [...before, ...run.slice(0, arrived), ...after]),
  );
}

function plainAfter(commits: Commit[]): string {
  const plain = new DatabaseSync(':memory:');
  for (const { sql } of commits) for (const one of sql) plain.exec(one);
  const dump = dumpPlain(plain);
  plain.close();
  return dump;
}

test.each(Array.from({ length: Number(process.env.SEEDS ?? 150) }, (_, seed) => seed + 1))(
  'lives of seed %i',
  async (seed) => {
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
      const at = random() < 0.7 ? 1 + Math.floor(random() * 40) : Infinity;
      const { disk: mortal, died } = mortalDisk(disk, at, random() < 0.5 ? 'before' : 'after');
      const lived = await live(unsteady(mortal, seeded(seed * 100 + life)), died, seeded(seed * 1000 + life));
      const next = await PagedDatabase.open<Database>({
        name: 'a.db',
        sqlite: await testPagedSqlite(),
        disk,
        wrap: (opened) => opened,
      });
      const found = dumpOurs(next.handle);
      expect(next.handle.exec('PRAGMA integrity_check')[0]?.values).toEqual([['ok']]);
      await next.close();
      const known = possibleLives(lived).find((kept) => plainAfter([...commits, ...kept]) === found);
      expect(
        known,
        `seed ${seed}, life ${life}: ${plainAfter([...commits, ...lived])} is not ${found}`,
      ).toBeDefined();
      commits.push(...known!);
    }
  },
);
