import type { Clock } from '../shared/clock.ts';
import type { ImageFile } from './image-file.ts';
import type { Migration } from './migrate.ts';
import { openStore } from './open-store.ts';
import type { Sqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/**
 * The databases of this browser, by name. What changes here is durable when the promise resolves, and all or nothing:
 * after a death a database lies under its old name or under its new one, never under both or none.
 */
export interface DatabaseShelf {
  list(): Promise<string[]>;
  /**
   * @param how `mustExist`: a missing database is an error, never a fresh start
   * @throws StoreUnreadableError, StoreNewerError, StoreFullError, StoreLostError
   */
  open(name: string, how: { mustExist: boolean }): Promise<Store>;
  /** The database must be closed and the new name free. */
  rename(from: string, to: string): Promise<void>;
  /** With its copies. Nothing happens where there is none. The database must be closed. */
  remove(name: string): Promise<void>;
  /** What it takes on disk, copies left out; 0 where there is none. */
  sizeOf(name: string): Promise<{ bytes: number }>;
}

export interface ShelfParts {
  file: ImageFile;
  sqlite: () => Promise<Sqlite>;
  migrations: readonly Migration[];
  clock: Clock;
  keepAlive?: () => void;
}

/** A shelf over whole images. */
export function imageShelf({ file, sqlite, migrations, clock, keepAlive }: ShelfParts): DatabaseShelf {
  return {
    list: () => file.list(),
    open: async (name, { mustExist }) =>
      await openStore({ name, file, sqlite: await sqlite(), migrations, clock, mustExist, keepAlive }),
    rename: (from, to) => file.rename(from, to),
    remove: (name) => file.remove(name),
    sizeOf: async (name) => ({ bytes: (await file.load(name))?.bytes.length ?? 0 }),
  };
}
