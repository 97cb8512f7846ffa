import { expect, it } from 'vitest';
import { matchingOptions } from './combo-options.ts';

const options = [
  { id: 1, title: 'Bleu marine' },
  { id: 2, title: 'Écru' },
  { id: 3, title: 'Cœur de bœuf' },
  { id: 4, title: 'Marine' },
];
const ids = (typed: string) => matchingOptions(options, typed).map((option) => option.id);

it('ignores accents and case, and puts those that begin with it first', () => {
  expect(ids('ecru')).toEqual([2]);
  expect(ids('MARINE')).toEqual([4, 1]);
  expect(ids('coeur boeuf')).toEqual([3]);
  expect(ids('  ')).toEqual([1, 2, 3, 4]);
  expect(ids('vert')).toEqual([]);
});
