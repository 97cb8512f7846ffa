import type { ColdRound, Column, Measured, Round } from './measure.ts';

/** Of one strategy at one size. p50 and p95 are medians of the rounds; mean and max are over all commits. */
export interface CommitFigure {
  p50_ms: number;
  p95_ms: number;
  max_ms: number;
  /** With what closing waited for: a fold that still ran counts. */
  mean_ms: number;
  commits: number;
  /** How often the log was folded within. */
  folds?: number;
  /** Handed to IndexedDB by one commit, median. */
  logical_bytes?: number;
  /** Written to the disk per commit, median of the rounds, compactions and folds included. */
  physical_bytes?: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

const meanOf = ({ ms, settleMs }: Measured): number =>
  (ms.reduce((sum, one) => sum + one, 0) + settleMs) / ms.length;

export function commitFigure(column: Column, batches: readonly Measured[]): CommitFigure {
  const bytes = batches.flatMap((batch) => batch.bytes);
  const written = batches.flatMap(({ writtenPerCommit }) => writtenPerCommit ?? []);
  return {
    p50_ms: round(median(batches.map(({ ms }) => median(ms)))),
    p95_ms: round(median(batches.map(({ ms }) => percentile(ms, 0.95)))),
    max_ms: round(Math.max(...batches.flatMap(({ ms }) => ms))),
    mean_ms: round(batches.reduce((sum, batch) => sum + meanOf(batch), 0) / batches.length),
    commits: batches.reduce((sum, { ms }) => sum + ms.length, 0),
    ...(column === 'ours' && { folds: batches.reduce((sum, { folds }) => sum + folds, 0) }),
    ...(bytes.length > 0 && { logical_bytes: Math.round(median(bytes)) }),
    ...(written.length > 0 && { physical_bytes: Math.round(median(written)) }),
  };
}

/** How one thing stands to another: taken within each round, then the median. */
export interface Ratio {
  of: string;
  size_mb: number;
  median: number;
  min: number;
  max: number;
  /** `at least` or `at most`, with the bound; null where there is none. */
  floor: { at: 'least' | 'most'; bound: number } | null;
  met: boolean | null;
  /** The same of the means, folds included. */
  of_means?: number;
}

function ratioOf(
  of: string,
  size: number,
  floor: Ratio['floor'],
  rounds: readonly number[],
  means?: readonly number[],
): Ratio {
  const value = round(median(rounds));
  return {
    of,
    size_mb: size,
    median: value,
    min: round(Math.min(...rounds)),
    max: round(Math.max(...rounds)),
    floor,
    met: floor && (floor.at === 'least' ? value >= floor.bound : value <= floor.bound),
    ...(means && { of_means: round(median(means)) }),
  };
}

const NAIVE_FLOORS: Record<number, number> = { 1: 5, 10: 25, 50: 80 };
const BYTES_OF_ONE_ROW = 16 * 1024;

export function commitRatios(size: number, rounds: readonly Round[]): Ratio[] {
  const least = (bound: number) => ({ at: 'least' as const, bound });
  const against = (of: string, rows: 'one' | 'thousand', other: Column, floor: Ratio['floor']): Ratio =>
    ratioOf(
      of,
      size,
      floor,
      rounds.map((round) => median(round[rows][other]!.ms) / median(round[rows].ours!.ms)),
      rounds.map((round) => meanOf(round[rows][other]!) / meanOf(round[rows].ours!)),
    );
  const naive = NAIVE_FLOORS[size];
  return [
    against('one row, naive / ours', 'one', 'naive', naive ? least(naive) : null),
    against('one row, wa-sqlite / ours', 'one', 'wa_sqlite', least(2)),
    against('one row, wa-sqlite with exclusive locks / ours', 'one', 'wa_sqlite_exclusive', null),
    against('one row, plain Dexie rows / ours', 'one', 'dexie_rows', least(0.5)),
    against('one row, bare put / ours', 'one', 'bare_put', least(0.9)),
    against('one row, SAHPool inside its worker / ours', 'one', 'sahpool', null),
    against('one row, SAHPool as asked / ours', 'one', 'sahpool_asked', null),
    against('one row, SAHPool with WAL as asked / ours', 'one', 'sahpool_wal_asked', null),
    against('1000 rows, wa-sqlite / ours', 'thousand', 'wa_sqlite', least(3)),
    against('1000 rows, wa-sqlite with exclusive locks / ours', 'thousand', 'wa_sqlite_exclusive', null),
    against('1000 rows, naive / ours', 'thousand', 'naive', null),
    against('1000 rows, plain Dexie rows / ours', 'thousand', 'dexie_rows', null),
    against('1000 rows, bare put / ours', 'thousand', 'bare_put', null),
    ratioOf(
      'bytes of a commit of one row',
      size,
      { at: 'most', bound: BYTES_OF_ONE_ROW },
      rounds.map(({ one }) => median(one.ours!.bytes)),
    ),
    ratioOf(
      'durable commits a second, 50 callers',
      size,
      least(1_000),
      rounds.map(({ groupPerSecond }) => groupPerSecond),
    ),
  ];
}

export function coldRatio(size: number, rounds: readonly ColdRound[]): Ratio {
  const bound = size <= 10 ? 1.5 : 2;
  return ratioOf(
    'cold start, ours / one value',
    size,
    { at: 'most', bound },
    rounds.map(({ ours, one_value }) => ours / one_value),
  );
}

export const round = (value: number): number => Math.round(value * 100) / 100;
