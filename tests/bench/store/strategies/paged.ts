import type { Database } from 'sql.js';
import { indexedDbPageDisk, openPageTables } from '../../../../src/paged-sqlite/indexeddb-page-disk.ts';
import { PagedDatabase } from '../../../../src/paged-sqlite/paged-database.ts';
import type { PageDisk } from '../../../../src/paged-sqlite/page-disk.ts';
import { startPagedSqlite } from '../../../../src/paged-sqlite/sqlite.ts';
import type { PagedSqlite } from '../../../../src/paged-sqlite/sqlite.ts';
import { differenceIn, fileWith, sqlJsWasm, updateRows } from '../sql-js.ts';
import type { Strategy } from '../strategy.ts';

let started: Promise<PagedSqlite> | null = null;

export function pagedSqlite(): Promise<PagedSqlite> {
  started ??= sqlJsWasm().then((wasm) => startPagedSqlite(wasm));
  return started;
}

/** A disk that hands on what it is given, and tells of each record. */
export function watchedDisk(name: string, onRecord: (bytes: Uint8Array, pages: number) => void): PageDisk {
  const disk = indexedDbPageDisk(openPageTables(name));
  return {
    ...disk,
    append(record, base) {
      onRecord(record.bytes, record.pages.length);
      return disk.append(record, base);
    },
  };
}

export interface Paged extends Strategy {
  database(): PagedDatabase<Database>;
  /** The bytes of the last record. */
  lastRecord(): Uint8Array;
}

/** Ours: what the product's store stands on, `src/paged-sqlite`. */
export function paged(name: string): Paged {
  let open: PagedDatabase<Database> | null = null;
  let last: Uint8Array = new Uint8Array();
  let logical = 0;
  const openWith = async (seed: Uint8Array<ArrayBuffer> | null) => {
    const sqlite = await pagedSqlite();
    if (sqlite.tracking !== 'vfs') throw new Error(`the shim was refused: ${sqlite.shimRefused}`);
    open = await PagedDatabase.open<Database>({
      name,
      sqlite,
      disk: watchedDisk(name, (bytes, pages) => {
        last = bytes;
        // The numbers of the pages lie beside them.
        logical = bytes.length + 4 * pages;
      }),
      wrap: (database) => database,
      mustExist: seed === null,
      seed: () => Promise.resolve(seed),
    });
  };
  return {
    async create(rows) {
      await openWith(await fileWith(rows));
      await open!.close();
    },
    open: () => openWith(null),
    commit: (rows) => open!.write((database) => updateRows(database, rows)),
    difference: async (model) => differenceIn(open!.handle, model),
    close: () => open!.close(),
    lastBytes: () => logical,
    folds: () => open!.stats().folds,
    database: () => open!,
    lastRecord: () => last,
  };
}
