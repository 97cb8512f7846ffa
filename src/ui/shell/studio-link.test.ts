import { expect, it } from 'vitest';
import { hashOf, placeOf } from './studio-link.ts';

it('reads back the places it writes', () => {
  expect(placeOf(hashOf('drafts'))).toEqual({ page: 'drafts', id: null });
  expect(placeOf(hashOf('preview', 'a/b c'))).toEqual({ page: 'preview', id: 'a/b c' });
});

it('starts with the drafts and knows what it does not know', () => {
  expect(placeOf('')).toEqual({ page: 'drafts', id: null });
  expect(placeOf('#/nonsense/1')).toEqual({ page: 'unknown', id: null });
  expect(placeOf('#/drafts/%E0%A4%A')).toEqual({ page: 'unknown', id: null });
});
