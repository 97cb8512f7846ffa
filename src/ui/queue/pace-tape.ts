import { tapeCells, type TapeCell } from '../components/tape-cells.ts';
import type { JobView, PaceView } from '../../publish/job.ts';

/**
 * The marks of a budget's tape: what was used, what runs, what waits, what is free. Rehearsals take no place; what
 * waits beyond the limit waits for another day.
 */
export function paceTape(budget: PaceView['today'], jobs: Pick<JobView, 'mode' | 'status'>[]): TapeCell[] {
  const real = jobs.filter((job) => job.mode === 'real');
  const live = real.filter((job) => job.status === 'processing').length;
  const waiting = real.filter((job) => job.status === 'queued').length;
  return tapeCells(budget.limit, budget.used, live, waiting);
}

/** A slot this near is "now": clocks of a page tick every few seconds, and nobody reads the seconds. */
const NEAR_MS = 5_000;

/** When the next publication may start: an ISO time still to come, or null for "now". */
export function nextSlot(pace: PaceView, nowMs: number): string | null {
  return pace.nextAt && Date.parse(pace.nextAt) > nowMs + NEAR_MS ? pace.nextAt : null;
}

/** Minutes that remain of a time to come, rounded up, never under 0. */
export function minutesLeft(untilIso: string, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(untilIso) - nowMs) / 60_000));
}
