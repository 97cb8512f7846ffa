import { describe, expect, test } from 'vitest';
import { latestPlanned, nextPlanned } from './daily-jobs.ts';

const PARIS = 'Europe/Paris';
const latest = (iso: string) => latestPlanned('prune', PARIS, Date.parse(iso)).localDate;
const next = (iso: string) =>
  new Date(nextPlanned('prune', PARIS, Date.parse(iso)).plannedForMs).toISOString();

describe('the date that is due', () => {
  test.each([
    ['before 02:00 it is yesterday', '2026-11-26T00:59:59.999Z', '2026-11-25'],
    ['at 02:00 it is today', '2026-11-26T01:00:00.000Z', '2026-11-26'],
    ['25 October, 02:00 for the first time', '2026-10-25T00:00:00.000Z', '2026-10-25'],
    ['25 October, 02:00 for the second time', '2026-10-25T01:00:00.000Z', '2026-10-25'],
    ['29 March, a minute before the jump', '2026-03-29T00:59:00.000Z', '2026-03-28'],
    ['29 March, at the jump', '2026-03-29T01:00:00.000Z', '2026-03-29'],
    ['days later it is still only the newest', '2026-11-30T12:00:00.000Z', '2026-11-30'],
  ])('%s', (_name, now, expected) => expect(latest(now)).toBe(expected));
});

describe('the next alarm', () => {
  test.each([
    ['today', '2026-11-26T00:59:59.999Z', '2026-11-26T01:00:00.000Z'],
    ['tomorrow, once it struck', '2026-11-26T01:00:00.000Z', '2026-11-27T01:00:00.000Z'],
    ['not a second time on 25 October', '2026-10-25T00:00:00.000Z', '2026-10-26T01:00:00.000Z'],
    ['at the jump of 29 March', '2026-03-28T12:00:00.000Z', '2026-03-29T01:00:00.000Z'],
  ])('%s', (_name, now, expected) => expect(next(now)).toBe(expected));
});
