import { describe, expect, it } from 'vitest';
import { pace, paceLimits, plannedTimes } from './pace.ts';

const rules = { betweenCallsMs: 2_000, betweenPublicationsMs: 60_000 };
const limits = { hour: 4, day: 15, firstWeek: false };
const minute = 60_000;
const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();

describe('pace', () => {
  it('lets the first one go at once', () => {
    expect(pace([], limits, rules, noon)).toEqual({ nextAtMs: noon, usedToday: 0, usedThisHour: 0 });
  });

  it('keeps a minute between publications', () => {
    expect(pace([noon - 20_000], limits, rules, noon).nextAtMs).toBe(noon + 40_000);
  });

  it('never gives a fifth in a rolling hour', () => {
    const creates = [50, 40, 30, 20].map((ago) => noon - ago * minute);
    expect(pace(creates, limits, rules, noon).nextAtMs).toBe(noon + 10 * minute);
    expect(pace(creates.slice(1), limits, rules, noon).nextAtMs).toBe(noon);
  });

  it('waits for the next local day after the daily budget', () => {
    const creates = Array.from({ length: 15 }, (_, i) => noon - (i + 2) * 20 * minute);
    expect(pace(creates, limits, rules, noon).nextAtMs).toBe(new Date(2026, 10, 22).getTime());
  });

  it('does not count yesterday', () => {
    const lateYesterday = new Date(2026, 10, 20, 22).getTime();
    const early = new Date(2026, 10, 21, 8).getTime();
    expect(pace(Array(15).fill(lateYesterday), limits, rules, early).nextAtMs).toBe(early);
  });

  it('gives nothing away when the clock went back: what lies in the future counts as just now', () => {
    const creates = Array.from({ length: 4 }, (_, i) => noon + (i + 1) * 60 * minute);
    const after = pace(creates, limits, rules, noon);
    expect(after.usedThisHour).toBe(4);
    expect(after.nextAtMs).toBeGreaterThanOrEqual(noon + 60 * minute);
  });

  it('plans several one after the other', () => {
    const planned = plannedTimes(6, [], limits, rules, noon);
    expect(planned.slice(0, 4).map((time) => (time - noon) / minute)).toEqual([0, 1, 2, 3]);
    expect((planned[4]! - noon) / minute).toBe(60);
    expect((planned[5]! - noon) / minute).toBe(61);
  });
});

describe('paceLimits', () => {
  it('is lower in the first week, and under the ceiling ever after', () => {
    const week = 7 * 24 * 60 * minute;
    expect(paceLimits({ hour: 10, day: 30 }, noon - week + 1, noon)).toEqual({
      hour: 3,
      day: 8,
      firstWeek: true,
    });
    expect(paceLimits({ hour: 99, day: 99 }, noon - week, noon)).toEqual({
      hour: 10,
      day: 30,
      firstWeek: false,
    });
    expect(paceLimits({ hour: 2, day: 5 }, noon, noon)).toEqual({ hour: 2, day: 5, firstWeek: true });
  });
});
