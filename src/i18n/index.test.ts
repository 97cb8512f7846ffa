import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import {
  createTranslator,
  formatAmount,
  formatMoney,
  formatReference,
  resolveLanguage,
  translate,
} from './index.ts';
import type { Dictionary } from './text-key.ts';
import { frenchSpaces } from './typography.ts';

function flatten(dictionary: Dictionary, prefix = ''): [string, string][] {
  return Object.entries(dictionary).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}
const french = flatten(fr);
const english = new Map(flatten(en));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('dictionaries', () => {
  it('have the same keys and no empty text', () => {
    expect([...english.keys()].sort()).toEqual(french.map(([key]) => key).sort());
    expect([...french, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('use the same placeholders in both languages', () => {
    for (const [key, text] of french)
      expect(placeholders(english.get(key)!), key).toEqual(placeholders(text));
  });

  it('have both forms of every plural', () => {
    const names = new Set(french.map(([key]) => key));
    for (const name of names) {
      if (name.endsWith('_one')) expect(names.has(name.replace(/_one$/, '_other')), name).toBe(true);
      if (name.endsWith('_other')) expect(names.has(name.replace(/_other$/, '_one')), name).toBe(true);
    }
  });

  it('use typographic apostrophes and no exclamation mark', () => {
    for (const [key, text] of [...french, ...english]) expect(text, key).not.toMatch(/['!]/);
  });
});

describe('translate', () => {
  it('counts the French way: zero is singular', () => {
    const t = createTranslator('fr');
    expect(t('common.pieces', { count: 0 })).toBe('0 pièce');
    expect(t('common.pieces', { count: 2 })).toBe('2 pièces');
    expect(t('common.pieces', { count: 1214 })).toBe('1\u202f214 pièces');
    expect(translate('en', 'common.pieces', { count: 0 })).toBe('0 pieces');
    expect(translate('en', 'common.pieces', { count: 1214 })).toBe('1,214 pieces');
  });

  it('puts in what a seller wrote as it is, whatever it looks like', () => {
    const login = '<img src=x> {limit} $t(common.undo) {{used}} ! :';
    expect(translate('fr', 'shell.account.other', { login })).toBe(`Autre session\u00a0: ${login}`);
    expect(translate('fr', 'shell.account.other', { login: 'lea', lng: 'en', ns: 'x' })).toBe(
      'Autre session\u00a0: lea',
    );
  });
});

it('resolves the language from the setting, then from the browser', () => {
  expect(resolveLanguage('en', 'fr-FR')).toBe('en');
  expect(resolveLanguage('auto', 'en-GB')).toBe('en');
  expect(resolveLanguage('auto', 'fr-CA')).toBe('fr');
  expect(resolveLanguage('auto', 'de-DE')).toBe('fr');
});

it('sets French spaces', () => {
  expect(frenchSpaces('Oui ? « Non » : 30 % ; 5 €')).toBe(
    'Oui\u202f? «\u00a0Non\u00a0»\u00a0: 30\u202f% ; 5\u00a0€'.replace(' ;', '\u202f;'),
  );
  expect(frenchSpaces('à 14:32')).toBe('à 14:32');
});

it('writes money, amounts and references', () => {
  expect(formatMoney('fr', 4200)).toBe('42,00\u00a0€');
  expect(formatMoney('en', 4200)).toBe('€42.00');
  expect(formatAmount('fr', 1250)).toBe('12,50');
  expect(formatAmount('en', 123456)).toBe('1234.56');
  expect(formatAmount('fr', null)).toBe('');
  expect(formatReference(127)).toBe('#0127');
});
