import { localDate } from '../shared/clock.ts';

/** Spec section 6: between two calls, and between two publications. */
export const PACE = {
  betweenCallsMs: 2_000,
  betweenPublicationsMs: 60_000,
  hourMs: 3_600_000,
  firstWeekMs: 7 * 24 * 3_600_000,
  firstWeek: { hour: 3, day: 8 },
  defaults: { hour: 4, day: 15 },
  ceiling: { hour: 10, day: 30 },
} as const;

export interface PaceRules {
  betweenCallsMs: number;
  betweenPublicationsMs: number;
  /** In place of the seller's settings. Only builds made for tests have any. */
  limits?: PaceLimits;
}

export interface PaceLimits {
  hour: number;
  day: number;
  firstWeek: boolean;
}

/** The limits in force: the seller's settings under the ceiling, and less in an account's first seven days here. */
export function paceLimits(
  settings: { hour: number; day: number },
  accountSinceMs: number,
  nowMs: number,
): PaceLimits {
  const firstWeek = nowMs - accountSinceMs < PACE.firstWeekMs;
  const hour = Math.min(settings.hour, PACE.ceiling.hour, firstWeek ? PACE.firstWeek.hour : Infinity);
  const day = Math.min(settings.day, PACE.ceiling.day, firstWeek ? PACE.firstWeek.day : Infinity);
  return { hour, day, firstWeek };
}

export interface Pace {
  /** When the next create may leave; `nowMs` or less means at once. */
  nextAtMs: number;
  usedToday: number;
  usedThisHour: number;
}

/**
 * The pace clock: a rolling hour, the seller's local day, and the gap after the last publication.
 * @param creates wall-clock times (ms) of creates that left, in any order; times from the future (the clock went back)
 *   count as made within this hour and today, so that a jump never gives more than the budget, and are waited for as
 *   they stand, so that the time shown is the true one
 */
export function pace(creates: readonly number[], limits: PaceLimits, rules: PaceRules, nowMs: number): Pace {
  const times = [...creates].sort((a, b) => a - b);
  const hour = times.filter((time) => nowMs - time < PACE.hourMs);
  const today = times.filter((time) => localDate(Math.min(time, nowMs)) === localDate(nowMs));
  const waits = [nowMs];
  const last = times.at(-1);
  if (last !== undefined) waits.push(last + rules.betweenPublicationsMs);
  if (hour.length >= limits.hour) waits.push(hour[hour.length - limits.hour]! + PACE.hourMs);
  if (today.length >= limits.day) waits.push(nextMidnight(nowMs));
  return { nextAtMs: Math.max(...waits), usedToday: today.length, usedThisHour: hour.length };
}

/** When each of several waiting publications may start, one after the other. */
export function plannedTimes(
  count: number,
  creates: readonly number[],
  limits: PaceLimits,
  rules: PaceRules,
  nowMs: number,
): number[] {
  const times = [...creates];
  const planned: number[] = [];
  let at = nowMs;
  for (let i = 0; i < count; i++) {
    at = pace(times, limits, rules, at).nextAtMs;
    // A slot on the next day may still be bound by the hour.
    at = pace(times, limits, rules, at).nextAtMs;
    planned.push(at);
    times.push(at);
  }
  return planned;
}

function nextMidnight(nowMs: number): number {
  const date = new Date(nowMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}
