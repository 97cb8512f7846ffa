import type { Clock } from '../shared/clock.ts';
import type { Connection } from './connection.ts';
import { sealImage } from './image-file.ts';
import type { DatabaseImage, ImageFile } from './image-file.ts';
import { applyMigrations, pendingMigrations } from './migrate.ts';
import type { Migration } from './migrate.ts';
import type { Sqlite } from './sqlite.ts';
import { SqlStore } from './sql-store.ts';
import { StoreUnreadableError, storeErrorFrom } from './store-errors.ts';
import type { Store } from './store.ts';

/** The label of the copy that is kept when a database is about to be migrated. */
export const BEFORE_MIGRATION = 'before-migration';

export interface OpenStoreOptions {
  /** The database, `vbs-<domain>-<user id>.db` or `vbs-local.db`. */
  name: string;
  file: ImageFile;
  sqlite: Sqlite;
  migrations: readonly Migration[];
  clock: Clock;
  /** True where this database is known to have existed: then a missing one is an error, not a fresh start. */
  mustExist?: boolean;
  /** Called at the start of each save: a cheap call of the extension's API, which resets the worker's idle timer. */
  keepAlive?: () => void;
  /** What to do with an error thrown by a listener of changes. Left out: it surfaces as an unhandled error. */
  onChangeError?: (error: unknown) => void;
}

/**
 * Opens a database, brings its schema up to date and makes that durable before it answers.
 * @throws StoreUnreadableError, StoreNewerError (nothing on disk was touched), StoreFullError, StoreLostError
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { name, file } = options;
  try {
    const loaded = await file.load(name);
    if (!loaded && options.mustExist) throw new StoreUnreadableError(name, 'it is not there any more');
    const connection = openImage(options, loaded);
    try {
      const durable = await migrated(options, connection, loaded);
      return new SqlStore(options, connection, durable);
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    throw storeErrorFrom(name, error);
  }
}

/** @throws StoreUnreadableError where the bytes are no SQLite database */
function openImage({ name, sqlite }: OpenStoreOptions, image: DatabaseImage | null): Connection {
  try {
    return sqlite.open(image?.bytes ?? null);
  } catch (error) {
    throw new StoreUnreadableError(name, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

async function migrated(
  { name, file, migrations, clock, keepAlive }: OpenStoreOptions,
  connection: Connection,
  loaded: DatabaseImage | null,
): Promise<DatabaseImage> {
  const pending = pendingMigrations(name, connection, migrations);
  if (loaded && pending.length === 0) return loaded;
  keepAlive?.();
  if (loaded) await file.keepCopy(name, BEFORE_MIGRATION);
  applyMigrations(connection, pending, clock);
  const image = await sealImage(name, connection.exportBytes(), (loaded?.generation ?? 0) + 1);
  await file.save(image, loaded);
  return image;
}
