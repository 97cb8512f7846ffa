import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../shared/app-error.ts';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import { describeError, ERROR_MANNERS } from './error-texts.ts';
import { hasText } from './index.ts';
import type { Dictionary } from './text-key.ts';

const PARTS = ['title', 'what', 'onVinted', 'next', 'action'];

describe.each([
  ['fr', fr],
  ['en', en],
] as const)('error texts in %s', (language, dictionary) => {
  const errors: Dictionary = dictionary.errors;

  it.each(ERROR_CODES)('%s has a title, three lines and a button', (code) => {
    const entry = errors[code] as Record<string, string> | undefined;
    for (const part of PARTS) {
      const text = entry?.[part] ?? entry?.[`${part}_other`];
      expect(text, `${code}.${part}`).toBeTruthy();
      if (text?.includes('{')) expect(entry?.[`${part}Bare`], `${code}.${part}Bare`).toBeTruthy();
    }
  });

  it.each(ERROR_CODES)('%s shows no placeholder when nothing is known', (code) => {
    const texts = describeError(language, { code });
    expect(Object.values(texts).join(' ')).not.toMatch(/[{}]|errors\./);
    expect(describeError(language, { code, reach: 'maybe' }).onVinted).toMatch(/peut-être|may exist/);
  });

  it('never shouts, blames or says oops', () => {
    expect(JSON.stringify(errors)).not.toMatch(/!|oups|oops/i);
  });

  it('keeps buttons within 32 signs', () => {
    for (const code of ERROR_CODES)
      expect(describeError(language, { code }).button.length, code).toBeLessThanOrEqual(32);
  });
});

it('fills in facts, in the words of the language', () => {
  const time = '2026-11-21T14:09:00.000Z';
  const local = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' }).format(
    new Date(time),
  );
  const unknown = describeError('fr', { code: 'outcome_unknown', params: { time } }, { ref: '#0396' });
  expect(unknown.title).toBe('Résultat inconnu\u00a0: #0396');
  expect(unknown.what).toBe(`Pas de réponse claire à la création, à ${local}.`);

  const rejected = describeError(
    'fr',
    { code: 'vinted_rejected', params: { field: 'size', value: 'à choisir' } },
    { ref: '#0405' },
  );
  expect(rejected.what).toBe('Taille\u00a0: à choisir.');
  const parcel = describeError('fr', {
    code: 'vinted_rejected',
    params: { field: 'package_size', value: 'à choisir' },
  });
  expect(parcel.what).toBe('Colis\u00a0: à choisir.');
  const lost = describeError('en', { code: 'network', params: { step: 'upload_image_2' } });
  expect(lost.what).toBe('During the upload of the photos, before the create call.');
});

it('counts: one, several, none', () => {
  expect(describeError('fr', { code: 'gate_blocked', params: { n: 1 } }, { ref: '#0001' }).title).toBe(
    '1 point bloque #0001',
  );
  expect(describeError('fr', { code: 'gate_blocked', params: { n: 3 } }, { ref: '#0001' }).title).toBe(
    '3 points bloquent #0001',
  );
  expect(describeError('fr', { code: 'challenge', params: { n: 0 } }).onVinted).toBe('Rien n’est en ligne.');
  expect(describeError('fr', { code: 'challenge', params: { n: 4 } }).onVinted).toContain('4 photos');
  const none = { photosSent: 0, found: 'sacha', expected: 'camille' };
  expect(describeError('fr', { code: 'wrong_account', params: none }).what).toContain('sacha');
});

it('says maybe where the create call may have left, whatever the code', () => {
  const texts = describeError('fr', { code: 'network', reach: 'maybe' });
  expect(texts.onVinted).toBe('L’annonce existe peut-être.');
  expect(texts.reach).toBe('maybe');
  expect(describeError('fr', { code: 'outcome_unknown' }).reach).toBe('maybe');
  expect(describeError('fr', { code: 'under_review' }).reach).toBe('sent');
});

it('has a manner for each code and no other', () => {
  expect(Object.keys(ERROR_MANNERS).sort()).toEqual([...ERROR_CODES].sort());
  expect(hasText('errors.nonsense.title')).toBe(false);
});
