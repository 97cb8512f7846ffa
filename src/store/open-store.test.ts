import { expect, test } from 'vitest';
import { testStore } from './test-store.ts';
test('opens', async () => {
  const store = await testStore();
  console.log(store.status());
  expect(store.read((r) => r.all('SELECT * FROM users'))).toHaveLength(1);
});
