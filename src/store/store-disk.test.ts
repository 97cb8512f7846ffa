import { expect, test } from 'vitest';
import { disksOf, STORAGE_BACKENDS } from './store-disk.ts';

test('sqlite unless asked otherwise; a misspelt setting is no setting', () => {
  expect(disksOf().of('a.db').backend).toBe('sqlite');
  expect(STORAGE_BACKENDS.map((backend) => disksOf(backend).of('a.db').backend)).toEqual(STORAGE_BACKENDS);
  expect(() => disksOf('memroy')).toThrow('STORAGE_BACKEND is one of sqlite, memory');
});
