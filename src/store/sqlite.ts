import initSqlJs from 'sql.js/dist/sql-wasm-browser.js';
import { Connection } from './connection.ts';

/** SQLite, ready to open databases. */
export interface Sqlite {
  /** @param bytes a database file, or null for an empty database */
  open(bytes: Uint8Array | null): Connection;
}

/**
 * Starts sql.js. There is no dynamic import here and nothing is fetched: a service worker allows neither `import()`
 * nor the XMLHttpRequest sql.js would use, so the caller brings the WebAssembly bytes (`sqlite-wasm.ts`).
 */
export async function startSqlite(wasm: ArrayBuffer | Uint8Array): Promise<Sqlite> {
  // Not in the types of emscripten: it leaves SQLite's own functions in place of sql.js's deprecated ones.
  const config = { wasmBinary: wasm as ArrayBuffer, useOldExtensionFunctions: false };
  const sqlJs = await initSqlJs(config);
  return { open: (bytes) => new Connection(new sqlJs.Database(bytes)) };
}
