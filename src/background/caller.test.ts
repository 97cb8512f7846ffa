import { describe, expect, it } from 'vitest';
import { callerOf, originOf } from './caller.ts';

const own = { id: 'abc', origin: 'chrome-extension://abc' };

describe('callerOf', () => {
  it('knows our own pages by exact origin', () => {
    expect(callerOf({ id: 'abc', origin: 'chrome-extension://abc' }, own)).toBe('page');
    expect(callerOf({ id: 'abc', url: 'chrome-extension://abc/studio.html#/drafts' }, own)).toBe('page');
    expect(originOf('moz-extension://1-2-3/popup.html')).toBe('moz-extension://1-2-3');
  });

  it('knows the panel by the one vinted origin', () => {
    expect(callerOf({ id: 'abc', origin: 'https://www.vinted.fr' }, own)).toBe('panel');
  });

  it.each([
    { id: 'other', origin: 'chrome-extension://abc' },
    { id: 'abc', origin: 'https://www.vinted.fr.evil.example' },
    { id: 'abc', origin: 'http://www.vinted.fr' },
    { id: 'abc', origin: 'https://vinted.fr' },
    { id: 'abc', origin: 'chrome-extension://abcd' },
    { id: 'abc' },
    {},
  ])('trusts nobody else: %o', (sender) => {
    expect(callerOf(sender, own)).toBeNull();
  });
});
