import type { PagedSqliteErrorCode } from '../../../src/paged-sqlite/errors.ts';

/** Which disk is under the engine: the product's, or one of the faulty ones that the test must catch. */
export type Variant = 'product' | 'ack_before_flush' | 'split_transactions';

/** What the test asks of the worker, one at a time. */
export type Order =
  | { do: 'storm'; database: string; variant: Variant; pauseMs: number }
  | { do: 'inspect'; database: string; since: number }
  | { do: 'remove'; database: string }
  | { do: 'turn-over' }
  | { do: 'damage'; database: string }
  | { do: 'press'; database: string; commits: number };

/** What is found after a death. */
export interface Inspection {
  /** What Chromium says where it deleted everything of the origin; null where it did not. */
  wiped: string | null;
  /** Why it could not be opened; null where it was. */
  refused: { code: PagedSqliteErrorCode | 'unknown'; message: string } | null;
  /** What `integrity_check` says, without "ok". */
  integrity: string[];
  /** The invariants across rows that do not hold, in words. */
  broken: string[];
  /** The last commit that is there. */
  sequence: number;
  /** Those after `since`. */
  commits: number[];
  /** The folds whose chunks lie on the disk although no head names them: they were under way at the death. */
  unfinishedFolds: { fold: number; replacing: boolean }[];
}

/** The answer to an order; `error` where it threw. */
export interface Report {
  boot: string;
  value?: unknown;
  error?: string;
}

/** What a storm tells while it goes on. */
export type Signal =
  { kind: 'acked'; sequences: number[] } | { kind: 'folding' } | { kind: 'trouble'; message: string };
