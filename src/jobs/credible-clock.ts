const LONGEST_GAP_MS = 7 * 24 * 3_600_000;

/**
 * Whether a daily run may erase for good by the clock alone. A clock that woke up in another year would find the whole
 * bin overdue: it is believed once an earlier run, at most a week before, saw about the same time. After a long absence
 * that costs one day's delay. A run by hand needs no such proof: the seller saw what it will take.
 * @param earlierStartsMs when the runs before this one began
 */
export function credibleClock(nowMs: number, earlierStartsMs: readonly number[]): boolean {
  return earlierStartsMs.some((startMs) => startMs <= nowMs && nowMs - startMs <= LONGEST_GAP_MS);
}
