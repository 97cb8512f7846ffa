import { expect, it } from 'vitest';
import { isOneEdit, slipsOf } from './one-edit.ts';

it.each([
  ['nkie', 'nike'],
  ['levi', 'levis'],
  ['robbe', 'robe'],
  ['rube', 'robe'],
  ['abcd', 'abdc'],
  ['a', ''],
])('%j and %j are one edit apart, either way, and share a slip', (a, b) => {
  expect(isOneEdit(a, b)).toBe(true);
  expect(isOneEdit(b, a)).toBe(true);
  expect(slipsOf(a).some((slip) => slipsOf(b).includes(slip))).toBe(true);
});

it.each([
  ['nike', 'nike'],
  ['nike', 'nik9s'],
  ['abcd', 'badc'],
  ['abc', 'cba'],
  ['robe', 'robins'],
])('%j and %j are not', (a, b) => {
  expect(isOneEdit(a, b)).toBe(false);
  expect(isOneEdit(b, a)).toBe(false);
});
