import { expect, it } from 'vitest';
import { foldedWords, foldText } from './fold-text.ts';

it.each([
  ['Écharpe en LAINE', 'echarpe en laine'],
  ['L’Œuvre  d´Été', "l'oeuvre d'ete"],
  ['Cæsar', 'caesar'],
  ['  Größe\u00a0M ', 'grosse m'],
  ['e\u0301te\u0301', 'ete'],
])('folds %j to %j', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

it('splits what was typed into words', () => {
  expect(foldedWords('  Pull   été ')).toEqual(['pull', 'ete']);
  expect(foldedWords('   ')).toEqual([]);
});
