import { addDays, dateIn, firstMomentOf } from './local-time.ts';

/** The closed list of daily jobs (spec section 11) and when they are due by the clock on the wall. */
export const DAILY_JOBS = { prune: '02:00' } as const;
export type DailyJob = keyof typeof DAILY_JOBS;
export const JOB_NAMES = Object.keys(DAILY_JOBS) as DailyJob[];

export interface PlannedRun {
  /** The seller's day it is for: each runs once. */
  localDate: string;
  plannedForMs: number;
}

/**
 * The newest local date whose hour has struck. Whether it ran already is asked of the diary, by that date, and never of
 * a time: so a clock that goes back (a person, a server, the end of summer) runs nothing twice, and what was slept
 * through is caught up once, however many days it were.
 */
export function latestPlanned(job: DailyJob, zone: string, nowMs: number): PlannedRun {
  const today = planned(job, zone, dateIn(zone, nowMs));
  return today.plannedForMs <= nowMs ? today : planned(job, zone, addDays(today.localDate, -1));
}

/** The first planned run after now: where the alarm is set. */
export function nextPlanned(job: DailyJob, zone: string, nowMs: number): PlannedRun {
  const today = planned(job, zone, dateIn(zone, nowMs));
  return today.plannedForMs > nowMs ? today : planned(job, zone, addDays(today.localDate, 1));
}

function planned(job: DailyJob, zone: string, localDate: string): PlannedRun {
  return { localDate, plannedForMs: firstMomentOf(zone, localDate, DAILY_JOBS[job]) };
}
