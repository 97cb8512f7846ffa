import type { PagedSqlite } from '../paged-sqlite/sqlite.ts';
import type { WriterLock } from '../paged-sqlite/writer-lock.ts';
import type { Clock } from '../shared/clock.ts';
import type { Migration } from './migrate.ts';
import { openStore } from './open-store.ts';
import type { StoreDisks } from './store-disk.ts';
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
  disks: StoreDisks;
  sqlite: () => Promise<PagedSqlite>;
  migrations: readonly Migration[];
  clock: Clock;
  keepAlive?: () => void;
  lock?: WriterLock;
}

/** The databases behind {@link StoreDisks}. */
export function databaseShelf({ disks, sqlite, ...shared }: ShelfParts): DatabaseShelf {
  return {
    list: () => disks.list(),
    async open(name, { mustExist }) {
      const [started] = await Promise.all([sqlite(), disks.settleMove(name)]);
      return await openStore({ ...shared, name, disk: disks.of(name), sqlite: started, mustExist });
    },
    rename: (from, to) => disks.move(from, to),
    remove: (name) => disks.remove(name),
    sizeOf: async (name) => ({ bytes: await disks.sizeOf(name) }),
  };
}
