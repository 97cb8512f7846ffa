import { browser } from 'wxt/browser';

/** The closed list of alarms (spec section 11). The browser may forget them: they are made again at every start. */
export const ALARMS = {
  /** The queue's next look; its time is worked out from the store. */
  queue: 'queue.wake',
  /** Expired previews, orphaned photo bytes. */
  housekeeping: 'housekeeping',
} as const;

const HOUSEKEEPING_MINUTES = 60;

/** Sets, moves or (with null) removes the queue's wake-up. */
export function wakeQueueAt(timeMs: number | null): void {
  if (timeMs === null) void browser.alarms.clear(ALARMS.queue);
  else void browser.alarms.create(ALARMS.queue, { when: timeMs });
}

export async function ensureAlarms(): Promise<void> {
  if (await browser.alarms.get(ALARMS.housekeeping)) return;
  await browser.alarms.create(ALARMS.housekeeping, {
    periodInMinutes: HOUSEKEEPING_MINUTES,
    delayInMinutes: 1,
  });
}
