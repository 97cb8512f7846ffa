import { systemClock } from '../../src/shared/clock.ts';
import { Connection } from '../../src/store/connection.ts';
import { applyMigrations } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import type { Store } from '../../src/store/store.ts';
import { testSqlite } from '../../src/store/test-store.ts';
import { runTransaction } from '../../src/store/transaction.ts';

/** A database in memory that is saved nowhere: what a figure of it shows is SQLite's own time. */
export interface BareStore extends Pick<Store, 'read' | 'write'> {
  connection: Connection;
  sizeBytes(): number;
  /** How many pages changed since this was last asked: what a commit has to save. */
  changedPages(): number;
}

/**
 * @param upTo the last migration applied before `fill` runs; the others come after it, as for a seller who updates
 */
export async function bareStore(upTo: number, fill: (store: BareStore) => Promise<void>): Promise<BareStore> {
  const { database, file } = (await testSqlite()).open(null);
  const connection = new Connection(database);
  const store: BareStore = {
    connection,
    read: (query) => query(connection),
    write: async (change) => runTransaction(connection, change).value,
    sizeBytes: () => file.size().pageCount * file.size().pageSize,
    changedPages: () => file.takeChanges().numbers.length,
  };
  const apply = (steps: typeof migrations) => {
    connection.script('PRAGMA query_only=OFF');
    applyMigrations(connection, steps, systemClock);
    connection.script('PRAGMA query_only=ON');
  };
  apply(migrations.slice(0, upTo));
  await store.write((tx) => tx.run(`INSERT INTO users (id, domain) VALUES ('local', 'www.vinted.fr')`));
  await fill(store);
  apply(migrations.slice(upTo));
  return store;
}
