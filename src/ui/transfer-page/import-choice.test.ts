import { expect, test } from 'vitest';
import type { ImportCandidate } from '../../transfer/read-import.ts';
import { firstChoice, toggleAll, toggleOne } from './import-choice.ts';

const draft = (index: number, duplicate = false) => ({ index, duplicate }) as ImportCandidate;
const preview = { drafts: [draft(0), draft(2, true), draft(3)] };

test('everything is chosen but what is already here', () => {
  expect([...firstChoice(preview)]).toEqual([0, 3]);
});

test('choosing all takes the duplicates too, and then lets go', () => {
  const all = toggleAll(preview, firstChoice(preview));
  expect([...all]).toEqual([0, 2, 3]);
  expect(toggleAll(preview, all).size).toBe(0);
});

test('one row at a time, without touching what was', () => {
  const before = new Set([0]);
  expect([...toggleOne(before, 2)]).toEqual([0, 2]);
  expect([...toggleOne(before, 0)]).toEqual([]);
  expect([...before]).toEqual([0]);
});
