import { expect, it } from 'vitest';
import { tapeCells } from './tape-cells.ts';

const count = (cells: string[]) =>
  ['done', 'live', 'waiting', 'free'].map((kind) => cells.filter((cell) => cell === kind).length);

it('has one mark for each thing', () => {
  expect(count(tapeCells(20, 3, 1, 6))).toEqual([3, 1, 6, 10]);
  expect(count(tapeCells(5, 9))).toEqual([5, 0, 0, 0]);
  expect(tapeCells(0, 0)).toEqual([]);
});

it('draws a long tape to scale and says neither none nor all too soon', () => {
  expect(count(tapeCells(248, 182, 1))).toEqual([35, 1, 0, 12]);
  expect(count(tapeCells(1000, 1))[0]).toBe(1);
  expect(count(tapeCells(1000, 999))[3]).toBe(1);
  expect(count(tapeCells(1000, 1000))).toEqual([48, 0, 0, 0]);
});
