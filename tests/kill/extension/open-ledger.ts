import type { Database } from 'sql.js';
import { indexedDbPageDisk, openPageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { FoldPolicy } from '../../../src/paged-sqlite/fold.ts';
import type { PageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { PageDisk } from '../../../src/paged-sqlite/page-disk.ts';
import { PagedDatabase } from '../../../src/paged-sqlite/paged-database.ts';
import type { PagedSqlite } from '../../../src/paged-sqlite/sqlite.ts';
import { webWriterLock } from '../../../src/paged-sqlite/writer-lock.ts';
import { bundledSqlite } from '../../../src/store/bundled-sqlite.ts';

let started: Promise<PagedSqlite> | undefined;
export const sqliteOfWorker = (): Promise<PagedSqlite> => (started ??= bundledSqlite());

/** Soon and often, so that deaths fall into folds. */
const EAGER_FOLDS = { minBytes: 1024 * 1024, share: 0, idleMs: 40, idleRecords: 4, wholeBytes: 512 * 1024 };

/** The product's engine over the product's disk in real IndexedDB. @param disguise puts something in between */
export async function openLedger(
  name: string,
  options: {
    mustExist?: boolean;
    fold?: Partial<FoldPolicy>;
    disguise?: (disk: PageDisk, tables: PageTables) => PageDisk;
  } = {},
): Promise<PagedDatabase<Database>> {
  const tables = openPageTables(name);
  const disk = indexedDbPageDisk(tables);
  return await PagedDatabase.open<Database>({
    name,
    sqlite: await sqliteOfWorker(),
    disk: options.disguise?.(disk, tables) ?? disk,
    wrap: (database) => database.run('PRAGMA auto_vacuum=2'),
    mustExist: options.mustExist,
    lock: webWriterLock(),
    fold: { ...EAGER_FOLDS, ...options.fold },
  });
}
