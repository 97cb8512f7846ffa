import { testPagedSqlite } from '../paged-sqlite/test-sqlite.ts';
import { systemClock } from '../shared/clock.ts';
import type { Migration } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { memoryDisks } from './store-disk.ts';
import type { Store } from './store.ts';

/** The SQLite of the product. */
export const testSqlite = () => testPagedSqlite();

/**
 * A fresh store in memory with today's schema and the account 'local', for tests of repositories and use cases.
 * @param more steps of the test's own, after today's
 */
export async function testStore(more: readonly Migration[] = []): Promise<Store> {
  const store = await openStore({
    name: 'vbs-local.db',
    disk: memoryDisks().of('vbs-local.db'),
    sqlite: await testSqlite(),
    migrations: [...migrations, ...more],
    clock: systemClock,
  });
  await store.write((tx) => tx.run(`INSERT INTO users (id, domain) VALUES ('local', 'www.vinted.fr')`));
  return store;
}
