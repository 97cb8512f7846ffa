/**
 * npm run bench:prune [-- --json FILE] [--drafts N]: how long a reader waits while half of very many drafts are pruned,
 * over sql.js in memory in Node. The disk is left out: what it costs is measured where it is written to. Nothing is
 * asserted: machines differ.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { listDrafts } from '../../src/drafts/list-drafts.ts';
import { previewPrune } from '../../src/jobs/preview-prune.ts';
import { NOTHING_PRUNED } from '../../src/jobs/prune.ts';
import { vacuumAndPrune } from '../../src/jobs/vacuum-and-prune.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { applyMigrations } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import type { Store } from '../../src/store/store.ts';
import { testSqlite } from '../../src/store/test-store.ts';
import { Connection } from '../../src/store/connection.ts';
import { runTransaction } from '../../src/store/transaction.ts';
import { fillWithUsedDrafts } from './used-drafts.ts';

const READ_EVERY_MS = 5;

const { values } = parseArgs({
  options: { json: { type: 'string' }, drafts: { type: 'string', default: '100000' } },
});
const drafts = Number(values.drafts);
const now = () => performance.now();

const connection = new Connection((await testSqlite()).open(null).database);
applyMigrations(connection, migrations, systemClock);
fillWithUsedDrafts(connection, drafts, Date.now());

const pages = () => {
  const [row] = connection.all<{ pageSize: number; pageCount: number; freePages: number }>(
    `SELECT page_size AS pageSize, page_count AS pageCount, freelist_count AS freePages
     FROM pragma_page_size, pragma_page_count, pragma_freelist_count`,
  );
  return row!;
};
const space = {
  stats: pages,
  vacuum: (most: number) => {
    const start = now();
    const free = pages().freePages;
    connection.script(`PRAGMA query_only=OFF; PRAGMA incremental_vacuum(${most}); PRAGMA query_only=ON`);
    steps.push(now() - start);
    return Promise.resolve(free - pages().freePages);
  },
};
const slices: number[] = [];
const steps: number[] = [];
const store = {
  read: (query) => query(connection),
  write: async (change) => {
    const start = now();
    const { value } = runTransaction(connection, change);
    slices.push(now() - start);
    return value;
  },
} as Pick<Store, 'read' | 'write'> as Store;

/** From the moment a read was due to its answer, less what it takes by itself. */
const reading = new AbortController();
const waits: number[] = [];
async function readOn(): Promise<void> {
  while (!reading.signal.aborted) {
    const due = now() + READ_EVERY_MS;
    await sleep(READ_EVERY_MS);
    const begun = now();
    store.read((reader) =>
      reader.get(`SELECT title FROM drafts WHERE id = ?`, [
        `draft-${1 + 2 * Math.floor(Math.random() * 1000)}`,
      ]),
    );
    waits.push(Math.max(0, begun - due) + (now() - begun));
  }
}

const before = pages();
const listStart = now();
const listed = listDrafts(connection, 'local', {
  status: 'all',
  text: '',
  sort: 'updated',
  cursor: null,
  limit: 100,
});
const listMs = now() - listStart;
if (!listed.ok) throw new Error(listed.error.code);

const reader = readOn();
const previewStart = now();
await previewPrune({ store, clock: systemClock, accountId: () => 'local', space }, 10);
const previewMs = now() - previewStart;
const start = now();
const done = await vacuumAndPrune(
  {
    store,
    clock: systemClock,
    accountId: () => 'local',
    keepSnapshot: () => Promise.resolve(),
    space,
  },
  {
    id: 'bench',
    counts: NOTHING_PRUNED,
    snapshotKept: false,
    mayErase: true,
    signal: new AbortController().signal,
    note: () => {},
    onProgress: () => {},
  },
);
const wholeMs = now() - start;
reading.abort();
await reader;
if (!done.ok) throw new Error(done.error.code);

const report = {
  date: new Date().toISOString(),
  load: loadavg().map((load) => Math.round(load * 10) / 10),
  drafts,
  database_mb: round((before.pageCount * before.pageSize) / 1e6),
  after_mb: round((pages().pageCount * before.pageSize) / 1e6),
  counts: done.value.counts,
  whole_ms: round(wholeMs),
  preview_ms: round(previewMs),
  first_page_ms: round(listMs),
  reader_waits: { reads: waits.length, ...percentiles(waits) },
  slices: { number: slices.length, ...percentiles(slices) },
  vacuum_steps: { number: steps.length, ...percentiles(steps) },
};
console.log(JSON.stringify(report, null, 2));
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

function percentiles(list: readonly number[]) {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50_ms: at(0.5), p95_ms: at(0.95), max_ms: round(sorted.at(-1) ?? 0) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
