import { expect, it } from 'vitest';
import { hitPieces } from './hit-pieces.ts';

it('cuts a text at its hits and loses nothing of it', () => {
  const pieces = hitPieces('Jean Levi’s 501', [
    [5, 11],
    [12, 15],
  ]);
  expect(pieces).toEqual([
    { text: 'Jean ', hit: false },
    { text: 'Levi’s', hit: true },
    { text: ' ', hit: false },
    { text: '501', hit: true },
  ]);
});

it.each([
  ['beyond the end', [[2, 9]]],
  ['empty', [[1, 1]]],
  ['backwards', [[3, 1]]],
] as [string, [number, number][]][])('marks nothing by a range %s', (_name, ranges) => {
  expect(hitPieces('robe', ranges)).toEqual([{ text: 'robe', hit: false }]);
});

it('is whole without hits', () => {
  expect(hitPieces('robe')).toEqual([{ text: 'robe', hit: false }]);
  expect(hitPieces('')).toEqual([]);
});
