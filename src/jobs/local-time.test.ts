import { describe, expect, test } from 'vitest';
import { addDays, dateIn, firstMomentOf, wallTime } from './local-time.ts';

const PARIS = 'Europe/Paris';
const at = (zone: string, date: string, time: string) =>
  new Date(firstMomentOf(zone, date, time)).toISOString();

describe('the first moment of a local date', () => {
  test.each([
    ['winter', PARIS, '2026-11-26', '02:00', '2026-11-26T01:00:00.000Z'],
    ['summer', PARIS, '2026-07-14', '02:00', '2026-07-14T00:00:00.000Z'],
    ['02:00 comes twice: the first', PARIS, '2026-10-25', '02:00', '2026-10-25T00:00:00.000Z'],
    ['02:30 comes twice: the first', PARIS, '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['03:00 comes once', PARIS, '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['02:00 never comes: the jump', PARIS, '2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['02:30 never comes: the jump', PARIS, '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z'],
    ['a jump at midnight', 'America/Sao_Paulo', '2018-11-04', '00:00', '2018-11-04T03:00:00.000Z'],
    ['half hours', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z'],
    ['far east', 'Pacific/Kiritimati', '2026-11-26', '02:00', '2026-11-25T12:00:00.000Z'],
    ['far west', 'Pacific/Pago_Pago', '2026-11-26', '02:00', '2026-11-26T13:00:00.000Z'],
    ['UTC', 'UTC', '2026-01-01', '02:00', '2026-01-01T02:00:00.000Z'],
  ])('%s', (_name, zone, date, time, expected) => {
    expect(at(zone, date, time)).toBe(expected);
  });

  test('shows at least the hour asked for, and one minute before it less, on every day of years', () => {
    for (const zone of [
      PARIS,
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'Africa/Casablanca',
    ]) {
      for (let date = '2026-01-01'; date < '2028-01-01'; date = addDays(date, 1)) {
        const moment = firstMomentOf(zone, date, '02:00');
        expect(wallTime(zone, moment) >= `${date}T02:00`, `${zone} ${date}`).toBe(true);
        expect(wallTime(zone, moment - 60_000) < `${date}T02:00`, `${zone} ${date}`).toBe(true);
        expect(dateIn(zone, moment)).toBe(date);
      }
    }
  });
});

test('dates go on by the calendar', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});
