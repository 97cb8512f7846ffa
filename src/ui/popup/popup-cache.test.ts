import { expect, test } from 'vitest';
import type { DraftSummary } from '../../drafts/draft.ts';
import { recallPopup, rememberPopup, type PopupMemory } from './popup-cache.ts';

function storageOf(initial: Record<string, string> = {}) {
  const kept = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    kept,
  };
}
const row = (id: string) => ({ id, title: id }) as DraftSummary;
const memory: PopupMemory = { overview: null, drafts: [row('a'), row('b')], total: 2, tab: 'ready' };

test('what was remembered comes back', () => {
  const storage = storageOf();
  rememberPopup(storage, memory);
  expect(recallPopup(storage)).toEqual(memory);
});

test('keeps a screenful of thousands', () => {
  const storage = storageOf();
  rememberPopup(storage, {
    ...memory,
    drafts: Array.from({ length: 3000 }, (_, i) => row(String(i))),
    total: 3000,
  });
  const recalled = recallPopup(storage);
  expect(recalled.drafts).toHaveLength(30);
  expect(recalled.total).toBe(3000);
});

test('nothing, something broken or something older is an empty memory', () => {
  const empty = { overview: null, drafts: [], total: 0, tab: 'all' };
  expect(recallPopup(storageOf())).toEqual(empty);
  expect(recallPopup(storageOf({ 'penderie.popup': '{"version":' }))).toEqual(empty);
  expect(recallPopup(storageOf({ 'penderie.popup': JSON.stringify({ ...memory, version: 0 }) }))).toEqual(
    empty,
  );
  expect(recallPopup(storageOf({ 'penderie.popup': JSON.stringify({ version: 1, drafts: 3 }) }))).toEqual(
    empty,
  );
});

test('a full storage is no failure', () => {
  const full = {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(() => rememberPopup(full, memory)).not.toThrow();
});
