import { browser } from 'wxt/browser';
import type { DailyJob } from '../jobs/daily-jobs.ts';

/** The closed list of alarms (spec section 11). The browser may forget them: they are made again at every start. */
export const ALARMS = {
  /** The queue's next look; its time is worked out from the store. */
  queue: 'queue.wake',
  /** Expired previews, orphaned photo bytes. */
  housekeeping: 'housekeeping',
  /** The daily prune, at 02:00 by the clock on the wall. */
  prune: 'job.prune',
} as const;

const HOUSEKEEPING_MINUTES = 60;

/** Sets, moves or (with null) removes the queue's wake-up. */
export function wakeQueueAt(timeMs: number | null): void {
  if (timeMs === null) void browser.alarms.clear(ALARMS.queue);
  else void browser.alarms.create(ALARMS.queue, { when: timeMs });
}

/** Sets a daily job's alarm anew: never by a period, since a local day has 23, 24 or 25 hours. */
export function setJobAlarm(job: DailyJob, timeMs: number): void {
  void browser.alarms.create(ALARMS[job], { when: timeMs });
}

export async function ensureAlarms(): Promise<void> {
  if (await browser.alarms.get(ALARMS.housekeeping)) return;
  await browser.alarms.create(ALARMS.housekeeping, {
    periodInMinutes: HOUSEKEEPING_MINUTES,
    delayInMinutes: 1,
  });
}
