import wasmUrl from 'sql.js/dist/sql-wasm-browser.wasm?url';
import { startPagedSqlite } from '../paged-sqlite/sqlite.ts';
import type { PagedSqlite } from '../paged-sqlite/sqlite.ts';

/** Starts SQLite from the extension's own package: the one fetch that goes nowhere. */
export async function bundledSqlite(): Promise<PagedSqlite> {
  // eslint-disable-next-line no-restricted-globals -- a file of the extension, not the network
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`the package lacks ${wasmUrl}: ${response.status}`);
  return await startPagedSqlite(await response.arrayBuffer());
}
