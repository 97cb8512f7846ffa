import { expect, test } from 'vitest';
import { imageFileOf, STORAGE_BACKENDS } from './storage-backend.ts';

test('sqlite unless asked otherwise; a misspelt setting is no setting', () => {
  expect(imageFileOf().backend).toBe('sqlite');
  expect(STORAGE_BACKENDS.map((backend) => imageFileOf(backend).backend)).toEqual(STORAGE_BACKENDS);
  expect(() => imageFileOf('memroy')).toThrow('STORAGE_BACKEND is one of sqlite, memory');
});
