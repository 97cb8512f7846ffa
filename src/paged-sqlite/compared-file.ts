import type { Database } from 'sql.js';
import { pageSizeOf } from './database-file.ts';
import type { ChangedPages, DatabaseFile } from './database-file.ts';

/**
 * The fallback where the shim cannot see SQLite's writes: exports the database and compares it with the copy taken
 * before. Correct at any size, but each commit costs with the size of the database.
 * @param loaded whether the database came from bytes: what it holds now is then no change
 */
export function comparedFile(database: Database, loaded: boolean): DatabaseFile {
  const exported = (): Uint8Array<ArrayBuffer> => database.export() as Uint8Array<ArrayBuffer>;
  let taken = loaded ? exported() : new Uint8Array(0);
  let mark = markOf(database);

  return {
    hasChanges: () => markOf(database) !== mark || taken.length === 0,
    takeChanges() {
      mark = markOf(database);
      const before = taken;
      taken = exported();
      return difference(before, taken);
    },
    size() {
      const current = exported();
      const pageSize = pageSizeOf(current);
      return { pageSize, pageCount: current.length / pageSize };
    },
    read: (offset, length) => exported().slice(offset, offset + length),
  };
}

/** Moves with every change of a row, of the schema and of the size. */
function markOf(database: Database): string {
  const [result] = database.exec(
    `SELECT total_changes(), schema_version, page_count, freelist_count
     FROM pragma_schema_version, pragma_page_count, pragma_freelist_count`,
  );
  return String(result?.values[0]);
}

function difference(before: Uint8Array, after: Uint8Array<ArrayBuffer>): ChangedPages {
  const pageSize = pageSizeOf(after);
  const pageCount = after.length / pageSize;
  const numbers: number[] = [];
  for (let page = 0; page < pageCount; page++) {
    if (!samePage(before, after, page * pageSize, pageSize)) numbers.push(page);
  }
  const bytes = new Uint8Array(numbers.length * pageSize);
  numbers.forEach((page, at) =>
    bytes.set(after.subarray(page * pageSize, (page + 1) * pageSize), at * pageSize),
  );
  return { pageSize, pageCount, numbers: Uint32Array.from(numbers), bytes };
}

function samePage(a: Uint8Array, b: Uint8Array, from: number, length: number): boolean {
  if (from + length > a.length) return false;
  for (let at = from; at < from + length; at++) if (a[at] !== b[at]) return false;
  return true;
}
