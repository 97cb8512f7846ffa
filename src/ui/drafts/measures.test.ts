import { expect, it } from 'vitest';
import { parseCentimetres } from './measures.ts';

it('reads lengths and guesses none', () => {
  expect(['71', '71,5', '71.5 cm', ' 104cm '].map(parseCentimetres)).toEqual([71, 71.5, 71.5, 104]);
  expect(['', 'abc', '7 1', '-3', '1.25', '12345'].map(parseCentimetres)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
