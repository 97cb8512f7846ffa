import { describe, expect, it } from 'vitest';
import { testDraft, testPhoto } from '../drafts/test-draft.ts';
import type { DraftPhoto } from '../photos/photo.ts';
import { runGate } from './run-gate.ts';
import { testKnowledge } from './test-knowledge.ts';

const found = (photos: DraftPhoto[]) =>
  runGate(testDraft({ photos }), testKnowledge()).map(({ rule, level, params }) => ({ rule, level, params }));
const three = (changes: Partial<DraftPhoto>) => [testPhoto(1), testPhoto(2, changes), testPhoto(3)];

describe('photos', () => {
  it('passes three to twenty good ones', () => {
    expect(found([1, 2, 3].map((n) => testPhoto(n)))).toEqual([]);
    expect(found(Array.from({ length: 20 }, (_, i) => testPhoto(i + 1)))).toEqual([]);
  });

  it('blocks none and more than twenty', () => {
    expect(found([])).toEqual([{ rule: 'photos_none', level: 'block', params: {} }]);
    expect(found(Array.from({ length: 21 }, (_, i) => testPhoto(i + 1)))).toEqual([
      { rule: 'photos_too_many', level: 'block', params: { count: 21, max: 20 } },
    ]);
  });

  it.each([
    ['not the format of the import', { mime: 'image/gif' }],
    ['without measures', { width: 0, height: 0 }],
    ['without bytes', { compressedSizeBytes: 0 }],
  ])('blocks one that is %s', (_, changes) => {
    expect(found(three(changes))).toEqual([
      { rule: 'photo_unreadable', level: 'block', params: { photo: 2 } },
    ]);
  });

  it('blocks a side under 100 px, warns under 800, and not at the limits', () => {
    expect(found(three({ width: 99 }))).toEqual([
      { rule: 'photo_too_small', level: 'block', params: { photo: 2, px: 99, min: 100 } },
    ]);
    expect(found(three({ height: 100 }))).toEqual([
      { rule: 'photo_small', level: 'warn', params: { photo: 2, px: 100, min: 800 } },
    ]);
    expect(found(three({ width: 799 }))[0]?.rule).toBe('photo_small');
    expect(found(three({ width: 800, height: 800 }))).toEqual([]);
  });

  it('blocks what is stored at over 5 MB', () => {
    expect(found(three({ compressedSizeBytes: 5_000_000 }))).toEqual([]);
    expect(found(three({ compressedSizeBytes: 5_000_001 }))).toEqual([
      { rule: 'photo_too_big', level: 'block', params: { photo: 2, mb: '5.0', max: 5 } },
    ]);
  });

  it('blocks the same content twice, naming both places', () => {
    const twice = [testPhoto(1), testPhoto(2), testPhoto(3, { sha256: testPhoto(1).sha256 })];
    expect(found(twice)).toEqual([{ rule: 'photo_twice', level: 'block', params: { photo: 3, same: 1 } }]);
  });

  it('warns below three', () => {
    expect(found([testPhoto(1), testPhoto(2)])).toEqual([
      { rule: 'photos_few', level: 'warn', params: { count: 2, min: 3 } },
    ]);
  });
});
