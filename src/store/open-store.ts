import { PagedDatabase } from '../paged-sqlite/paged-database.ts';
import type { PagedSqlite } from '../paged-sqlite/sqlite.ts';
import type { WriterLock } from '../paged-sqlite/writer-lock.ts';
import type { Clock } from '../shared/clock.ts';
import { Connection } from './connection.ts';
import { applyMigrations, pendingMigrations } from './migrate.ts';
import type { Migration } from './migrate.ts';
import { SqlStore, announcementsOf } from './sql-store.ts';
import type { PagedStore } from './sql-store.ts';
import { SnapshotShelf } from './snapshot-shelf.ts';
import { StoreUnreadableError, storeErrorFrom } from './store-errors.ts';
import type { StoreDisk } from './store-disk.ts';
import type { Store } from './store.ts';

export interface OpenStoreOptions {
  /** The database, `vbs-<domain>-<user id>.db` or `vbs-local.db`. */
  name: string;
  disk: StoreDisk;
  sqlite: PagedSqlite;
  migrations: readonly Migration[];
  clock: Clock;
  /** True where this database is known to have existed: then a missing one is an error, not a fresh start. */
  mustExist?: boolean;
  /** Called at the start of each save: a cheap call of the extension's API, which resets the worker's idle timer. */
  keepAlive?: () => void;
  /** What to do with an error thrown by a listener of changes. Left out: it surfaces as an unhandled error. */
  onChangeError?: (error: unknown) => void;
  /** One writer at a time in this profile. Left out: only the fence of generations. */
  lock?: WriterLock;
}

/**
 * Opens a database, brings its schema up to date and makes that durable before it answers. Takes over what version 0.1
 * left under that name.
 * @throws StoreUnreadableError, StoreNewerError (nothing on disk was touched), StoreFullError, StoreLostError
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { name, disk, clock } = options;
  const announcements = announcementsOf(options.onChangeError);
  let migrated = false;
  try {
    const paged: PagedStore = await PagedDatabase.open({
      name,
      disk: disk.pages,
      sqlite: options.sqlite,
      wrap: (database) => {
        const connection = new Connection(database);
        // Another writer may be of another version.
        if (migrated) refusePending(options, connection);
        return connection;
      },
      mustExist: options.mustExist,
      seed: () => disk.legacy.load(name),
      onDurable: (groups) => announcements.announce(groups.flat()),
      keepAlive: options.keepAlive,
      lock: options.lock,
      now: () => clock.now(),
    });
    try {
      const snapshots = new SnapshotShelf(options, paged);
      await migrate(options, paged, snapshots);
      migrated = true;
      await disk.legacy.remove(name);
      return new SqlStore(options, paged, snapshots, announcements);
    } catch (error) {
      await paged.close();
      throw error;
    }
  } catch (error) {
    throw storeErrorFrom(name, error);
  }
}

async function migrate(
  options: OpenStoreOptions,
  paged: PagedStore,
  snapshots: SnapshotShelf,
): Promise<void> {
  const { name, migrations, clock } = options;
  const pending = pendingMigrations(name, paged.handle, migrations);
  if (pending.length === 0) return;
  if (pending.length < migrations.length) await snapshots.keep('migration');
  applyMigrations(paged.handle, pending, clock);
  await paged.persist([]);
}

function refusePending({ name, migrations }: OpenStoreOptions, connection: Connection): void {
  if (pendingMigrations(name, connection, migrations).length > 0) {
    throw new StoreUnreadableError(name, 'its schema went back');
  }
}
