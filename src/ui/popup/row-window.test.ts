import { expect, test } from 'vitest';
import { nearsEnd, rowWindow } from './row-window.ts';

test('draws a screenful and a few, wherever the list is scrolled to', () => {
  expect(rowWindow(0, 300, 58, 1000)).toEqual({ first: 0, end: 12, offsetPx: 0, heightPx: 58_000 });
  const middle = rowWindow(58 * 500, 300, 58, 1000);
  expect(middle.first).toBe(494);
  expect(middle.end).toBe(512);
  expect(middle.offsetPx).toBe(494 * 58);
});

test('never leaves the list', () => {
  expect(rowWindow(0, 300, 58, 0)).toEqual({ first: 0, end: 0, offsetPx: 0, heightPx: 0 });
  expect(rowWindow(0, 300, 58, 2)).toMatchObject({ first: 0, end: 2 });
  // The list got shorter (a filter) while it was scrolled far down.
  const short = rowWindow(58 * 900, 300, 58, 3);
  expect(short.first).toBeLessThan(3);
  expect(short.end).toBe(3);
});

test('asks for the next page before the seller reaches the end', () => {
  expect(nearsEnd(rowWindow(0, 300, 58, 200), 200)).toBe(false);
  expect(nearsEnd(rowWindow(58 * 180, 300, 58, 200), 200)).toBe(true);
});
