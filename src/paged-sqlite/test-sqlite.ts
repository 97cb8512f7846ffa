import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { startPagedSqlite } from './sqlite.ts';
import type { PagedSqlite, StartOptions } from './sqlite.ts';

const started = new Map<string, Promise<PagedSqlite>>();

/** The SQLite of the product, its bytes read from node_modules; one for each way of tracking. */
export function testPagedSqlite(tracking: StartOptions['tracking'] = 'vfs'): Promise<PagedSqlite> {
  let found = started.get(tracking);
  if (!found) {
    const path = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm-browser.wasm');
    found = readFile(path).then((wasm) => startPagedSqlite(wasm, { tracking }));
    started.set(tracking, found);
  }
  return found;
}
