import { expect, it } from 'vitest';
import { excerptOf, hitsIn } from './hits.ts';
import { queryWords } from './query-words.ts';

const marked = (text: string, typed: string, likely: string[] = []) => {
  const words = queryWords(typed).map((word) => ({ ...word, likely }));
  return hitsIn(text, words)
    .reverse()
    .reduce((all, [from, to]) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`, text);
};

it.each([
  ['Robe d’été', 'ete', 'Robe d’[été]'],
  ['Cœur, CŒURS et coeur', 'cœur', '[Cœur], [CŒURS] et [coeur]'],
  ['Jean Levi’s 501', 'levis', 'Jean [Levi’s] 501'],
  ['Jean Levi’s 501', "levi's 5", 'Jean [Levi’s] 501'],
  ['T-shirt rayé', 'tshi', '[T-shirt] rayé'],
  ['T-shirt rayé', 'shirt', 'T-[shirt] rayé'],
  ['e\u0301te\u0301 fini', 'été', '[e\u0301te\u0301] fini'],
  ['Taille M, marine', 'm', 'Taille [M], marine'],
  ['<b>robe</b>', 'robe', '<b>[robe]</b>'],
  ['Rose', 'robe', 'Rose'],
  ['Piece 127', '#127', 'Piece 127'],
])('in %j, %j hits %j', (text, typed, result) => {
  expect(marked(text, typed)).toBe(result);
});

it('marks what a slip was likely meant for, whole words only', () => {
  expect(marked('Nike, nikes', 'nkie', ['nike'])).toBe('[Nike], nikes');
});

it('cuts lines around the first hit at words, and says where the hits are in the cut', () => {
  const text = `Longue histoire sans rapport avec rien du tout,\npuis un col en cachemire doux, ${'et la suite '.repeat(20)}`;
  const excerpt = excerptOf(text, queryWords('cachemire'))!;
  expect(excerpt.text).toMatch(/^… .*\bcachemire doux, .* …$/);
  expect(excerpt.text.length).toBeLessThan(100);
  expect(excerpt.ranges.map(([from, to]) => excerpt.text.slice(from, to))).toEqual(['cachemire']);
  expect(excerptOf(text, queryWords('laine'))).toBe(null);
});
