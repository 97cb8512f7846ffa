import type { Batch } from './batch.ts';
import type { BenchExtension } from './extension.ts';
import { STRATEGIES } from './requests.ts';
import type { StrategyName } from './requests.ts';

/** As many commits of one row as a round takes: of ours so many that the log is folded within. */
const ONE_ROW: Record<StrategyName, (size: number) => number> = {
  ours: () => 600,
  naive: (size) => Math.max(8, Math.round(60 / Math.sqrt(size))),
  wa_sqlite: () => 100,
  wa_sqlite_exclusive: () => 100,
  dexie_rows: () => 600,
  bare_put: () => 600,
  sahpool: () => 200,
  sahpool_wal: () => 200,
};
const THOUSAND_ROWS: Partial<Record<StrategyName, (size: number) => number>> = {
  ours: () => 12,
  naive: () => 6,
  wa_sqlite: (size) => (size > 20 ? 4 : 6),
  wa_sqlite_exclusive: (size) => (size > 20 ? 4 : 6),
  dexie_rows: () => 8,
  bare_put: () => 12,
};
const CALLERS = 50;
const GROUP_COMMITS = 4_000;

/** One batch of a round; `writtenPerCommit`: bytes that reached the disk, null where the system does not say. */
export interface Measured extends Batch {
  writtenPerCommit: number | null;
}

/** `sahpool` is timed inside its worker, `sahpool_asked` from the service worker that asks. */
export type Column = StrategyName | 'sahpool_asked' | 'sahpool_wal_asked';

export interface Round {
  one: Partial<Record<Column, Measured>>;
  thousand: Partial<Record<Column, Measured>>;
  groupPerSecond: number;
}

/** Every round measures every strategy once, in another order each time. */
export async function measureCommits(
  bench: BenchExtension,
  size: number,
  rounds: number,
  say: (line: string) => void,
): Promise<Round[]> {
  for (const strategy of STRATEGIES) {
    await bench.ask('create', { strategy, size });
    await bench.ask('batch', { strategy, size, rows: 1, commits: 5 });
  }
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    say(`${size} MB, round ${round + 1} of ${rounds}`);
    const order = [...STRATEGIES.slice(round % STRATEGIES.length), ...STRATEGIES].slice(0, STRATEGIES.length);
    const one: Round['one'] = {};
    const thousand: Round['thousand'] = {};
    for (const strategy of order) {
      const batch = await measureBatch(bench, { strategy, size, rows: 1, commits: ONE_ROW[strategy](size) });
      if (batch.inside.length === 0) one[strategy] = batch;
      else {
        one[strategy] = { ...batch, ms: batch.inside };
        one[`${strategy}_asked` as Column] = batch;
      }
    }
    for (const strategy of order) {
      const commits = THOUSAND_ROWS[strategy]?.(size);
      if (commits) thousand[strategy] = await measureBatch(bench, { strategy, size, rows: 1_000, commits });
    }
    for (const strategy of order) {
      const { difference } = await bench.ask('verify', { strategy, size });
      if (difference)
        throw new Error(`${strategy} at ${size} MB does not hold what was committed: ${difference}`);
    }
    const group = await bench.ask('group', { size, callers: CALLERS, commits: GROUP_COMMITS });
    if (group.difference) throw new Error(`group commit at ${size} MB: ${group.difference}`);
    measured.push({ one, thousand, groupPerSecond: group.perSecond });
  }
  for (const strategy of STRATEGIES) await bench.ask('remove', { strategy, size });
  return measured;
}

async function measureBatch(
  bench: BenchExtension,
  ask: { strategy: StrategyName; size: number; rows: number; commits: number },
) {
  const before = await bench.written();
  const batch = await bench.ask('batch', ask);
  const after = await bench.written();
  const writtenPerCommit = before === null || after === null ? null : (after - before) / ask.commits;
  return { ...batch, writtenPerCommit };
}

export interface ColdRound {
  ours: number;
  one_value: number;
}

/** A log just below what a quiet moment would fold. */
const LOG_RECORDS = 60;

/** From the question of a page to the answer of a worker that was stopped: script, SQLite, reading, first query. */
export async function measureColdStarts(
  bench: BenchExtension,
  size: number,
  rounds: number,
  say: (line: string) => void,
): Promise<{ fileBytes: number; logRecords: number; rounds: ColdRound[] }> {
  const made = await bench.ask('createCold', { size, logRecords: LOG_RECORDS });
  const measured: ColdRound[] = [];
  // The first start of each is for the caches of the system.
  for (let round = -1; round < rounds; round++) {
    say(`cold start of ${size} MB, round ${round + 1} of ${rounds}`);
    const times = { ours: 0, one_value: 0 };
    const layouts = round % 2 === 0 ? (['ours', 'one_value'] as const) : (['one_value', 'ours'] as const);
    for (const layout of layouts) times[layout] = await bench.askStopped('cold', { layout, size, id: 17 });
    if (round >= 0) measured.push(times);
  }
  await bench.ask('removeCold', { size });
  return { ...made, rounds: measured };
}
