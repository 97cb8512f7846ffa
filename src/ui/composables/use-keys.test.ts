import { expect, it } from 'vitest';
import { isSingleKey, keyName } from './use-keys.ts';

const press = (
  key: string,
  mods: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...mods });

it('names keys with their modifiers', () => {
  expect(press('J')).toBe('j');
  expect(press('J', { shiftKey: true })).toBe('Shift+j');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('k', { metaKey: true })).toBe('Mod+k');
  expect(press('ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft');
});

it('tells keys that type a sign from the others', () => {
  expect(['j', '/', '?'].map(isSingleKey)).toEqual([true, true, true]);
  expect([' ', 'Delete', 'Mod+k', 'ArrowDown'].map(isSingleKey)).toEqual([false, false, false, false]);
});
