import { expect, test } from 'vitest';
import { listingNumber } from './listing-number.ts';

test.each([
  ['https://www.vinted.fr/items/7402118-veste-de-travail?referrer=catalog', '7402118'],
  ['https://www.vinted.fr/items/7402118', '7402118'],
  [' 7402118 ', '7402118'],
])('%s', (text, number) => expect(listingNumber(text)).toBe(number));

test.each([
  '',
  'oui',
  'https://www.vinted.fr/member/123',
  'https://example.org/items/7402118',
  '7402118 ou 7402119',
  'http://www.vinted.fr/items/7402118',
])('is no listing: %s', (text) => expect(listingNumber(text)).toBeNull());
