import { describe, expect, it } from 'vitest';
import { centsOf, parsePriceCents, priceOf } from './money.ts';

describe('parsePriceCents', () => {
  it.each([
    ['12', 1200],
    ['12,5', 1250],
    ['12.50', 1250],
    ['12,50 €', 1250],
    ['1 200', 120000],
    ['1\u202f200,05\u00a0€', 120005],
    ['0', 0],
  ])('reads %j', (text, cents) => expect(parsePriceCents(text)).toBe(cents));

  it.each(['abc', '', '-5', '12,555', '1.200,50', '12,', '1e3', 'Infinity', '12 €€ 5x'])(
    'never guesses %j',
    (text) => {
      expect(parsePriceCents(text)).toBeNull();
    },
  );

  it('goes there and back for every cent', () => {
    for (let cents = 0; cents < 5_000; cents++) expect(centsOf(priceOf(cents))).toBe(cents);
  });
});
