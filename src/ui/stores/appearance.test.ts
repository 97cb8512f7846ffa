import { expect, it } from 'vitest';
import { appearanceIn, rememberAppearance } from './appearance.ts';

const keeping = (text: string | null) => ({ getItem: () => text });

it('remembers language and theme and nothing else', () => {
  let kept = '';
  const settings = { language: 'en', theme: 'dark', termsAccepted: true } as const;
  rememberAppearance({ setItem: (_key, value) => (kept = value) }, settings);
  expect(kept).toBe('{"language":"en","theme":"dark"}');
  expect(appearanceIn(keeping(kept))).toEqual({ language: 'en', theme: 'dark' });
});

it('survives a broken or foreign memory', () => {
  for (const text of [null, '{', '{"language":"de","theme":7}', 'null']) {
    expect(appearanceIn(keeping(text))).toEqual({ language: 'auto', theme: 'auto' });
  }
});
