import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testStore } from './test-store.ts';

test('the store for tests has the schema of today and the local account', async () => {
  const store = await testStore();
  expect(store.status()).toMatchObject({ name: 'vbs-local.db', backend: 'memory' });
  expect(store.read((reader) => reader.all('SELECT id, vinted_id FROM users'))).toEqual([
    { id: 'local', vinted_id: null },
  ]);
  const other = await testStore();
  await other.write((tx) => tx.run(`DELETE FROM users`));
  expect(
    store.read((reader) => reader.all('SELECT id FROM users')),
    'nothing is shared',
  ).toHaveLength(1);
});

test('nothing a service worker forbids: no dynamic import in SQLite or its loader', () => {
  const loaded = [
    'node_modules/sql.js/dist/sql-wasm-browser.js',
    'src/paged-sqlite/sqlite.ts',
    'src/store/bundled-sqlite.ts',
  ];
  for (const path of loaded) {
    const code = readFileSync(path, 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
    expect(code, path).not.toMatch(/\bimport\s*\(/);
  }
});
