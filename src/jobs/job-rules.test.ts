import { describe, expect, test } from 'vitest';
import { credibleClock } from './credible-clock.ts';
import { nextSliceSize, SLICE } from './slice-size.ts';
import { worthVacuum } from './worth-vacuum.ts';

describe('free pages', () => {
  test.each([
    ['many', 100_000, 1001, true],
    ['not so many', 100_000, 1000, false],
    ['a large share', 100, 21, true],
    ['a small share', 100, 20, false],
    ['none', 1, 0, false],
  ])('%s', (_name, pageCount, freePages, worth) => expect(worthVacuum({ pageCount, freePages })).toBe(worth));
});

describe('the size of the next slice', () => {
  test.each([
    ['takes the time it may', 50, SLICE.targetMs, 50],
    ['was slow: smaller', 50, 4 * SLICE.targetMs, 12],
    ['was quick: at most twice', 50, 1, 100],
    ['no time measured: twice', 50, 0, 100],
    ['never under the least', 5, 60_000, SLICE.min],
    ['never over the most', 400, 0, SLICE.max],
    ['a clock that went back', 50, -3_600_000, 100],
    ['a clock that leapt ahead', 50, 3_600_000, SLICE.min],
  ])('%s', (_name, size, tookMs, next) => expect(nextSliceSize(SLICE, size, tookMs)).toBe(next));
});

describe('a clock is believed', () => {
  const DAY = 86_400_000;
  test.each([
    ['by the run of yesterday', [10 * DAY - DAY], true],
    ['by one a week ago', [3 * DAY], true],
    ['not after a leap', [3 * DAY - 1], false],
    ['not by runs from its future', [11 * DAY, 400 * DAY], false],
    ['by an older run behind a future one', [400 * DAY, 9 * DAY], true],
    ['not the first time', [], false],
  ])('%s', (_name, earlier, credible) => expect(credibleClock(10 * DAY, earlier)).toBe(credible));
});
