import { expect, it } from 'vitest';
import { queryWords } from './query-words.ts';

it.each([
  ['Écharpe  CŒUR', [[['echarpe']], [['coeur']]]],
  ['Levi’s 501', [[['levi', 's'], ['levis']], [['501']]]],
  ['t-shirt', [[['t', 'shirt'], ['tshirt']]]],
  ['dr.martens', [[['dr']], [['martens']]]],
  ['robe OR "zara*"', [[['robe']], [['or']], [['zara']]]],
  ['%', []],
  ['  ', []],
])('%j is %j', (text, ways) => {
  expect(queryWords(text).map((word) => word.ways)).toEqual(ways);
});

it('knows a reference by its sign', () => {
  expect(queryWords('#0127 0127').map((word) => word.isReference)).toEqual([true, false]);
});

it('stops at a number of words nobody reads', () => {
  expect(queryWords('a '.repeat(90))).toHaveLength(12);
});
