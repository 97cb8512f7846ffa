import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { systemClock } from '../shared/clock.ts';
import { memoryImageFile } from './memory-image-file.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { startSqlite } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import type { Store } from './store.ts';

let started: Promise<Sqlite> | null = null;

/** The SQLite of the product, its bytes read from node_modules. */
export function testSqlite(): Promise<Sqlite> {
  started ??= readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm-browser.wasm')).then(
    startSqlite,
  );
  return started;
}

/** A fresh store in memory with today's schema and the account 'local', for tests of repositories and use cases. */
export async function testStore(): Promise<Store> {
  const store = await openStore({
    name: 'vbs-local.db',
    file: memoryImageFile(),
    sqlite: await testSqlite(),
    migrations,
    clock: systemClock,
  });
  await store.write((tx) => tx.run(`INSERT INTO users (id, domain) VALUES ('local', 'www.vinted.fr')`));
  return store;
}
