import type { Batch } from './batch.ts';

export const STRATEGIES = [
  'ours',
  'naive',
  'wa_sqlite',
  'wa_sqlite_exclusive',
  'dexie_rows',
  'bare_put',
  'sahpool',
  'sahpool_wal',
] as const;
export type StrategyName = (typeof STRATEGIES)[number];

/** What the driver asks of the service worker, and what comes back. */
export interface Requests {
  /** Makes the database of a strategy at a size; `bare_put` after `ours`, whose bytes it puts. */
  create: { ask: { strategy: StrategyName; size: number }; answer: { crossOriginIsolated: boolean } };
  batch: {
    ask: { strategy: StrategyName; size: number; rows: number; commits: number };
    /** `inside`: for SAHPool, each commit without the way to its worker and back. */
    answer: Batch & { inside: number[] };
  };
  /** Null where everything that was committed is there. */
  verify: { ask: { strategy: StrategyName; size: number }; answer: { difference: string | null } };
  /** Commits of one row each by many callers at once, over ours. */
  group: {
    ask: { size: number; callers: number; commits: number };
    answer: { perSecond: number; difference: string | null };
  };
  remove: { ask: { strategy: StrategyName; size: number }; answer: object };
  /** Makes the same bytes once as ours, with a log that is not folded yet, and once as one value. */
  createCold: {
    ask: { size: number; logRecords: number };
    answer: { fileBytes: number; logRecords: number };
  };
  /** The first question to a worker that has just been started. */
  cold: { ask: { layout: 'ours' | 'one_value'; size: number; id: number }; answer: { title: string } };
  removeCold: { ask: { size: number }; answer: object };
  /** `saveDraft` over the product's own store, with so many drafts in it. */
  saveDraft: {
    ask: { drafts: number; saves: number };
    answer: { ms: number[]; bytes: number[]; pages: number[]; databaseBytes: number };
  };
}

export type RequestName = keyof Requests;
