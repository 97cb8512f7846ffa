import type { Database, SqlJsStatic } from 'sql.js';
import initSqlJs from 'sql.js/dist/sql-wasm-browser.js';
import { comparedFile } from './compared-file.ts';
import type { DatabaseFile } from './database-file.ts';
import { fileNameOf, installVfsShim } from './vfs-shim.ts';
import type { VfsShim } from './vfs-shim.ts';

/** One SQLite database in memory, and the file under it. */
export interface OpenDatabase {
  database: Database;
  file: DatabaseFile;
}

/** SQLite, ready to open databases. */
export interface PagedSqlite {
  /** How changed pages are found: seen by the shim, or by comparing with a copy (slower, never wrong). */
  readonly tracking: 'vfs' | 'compare';
  /** Why the shim could not be used; null where it is. */
  readonly shimRefused: string | null;
  /** @param bytes a database file, or null for an empty database */
  open(bytes: Uint8Array | null): OpenDatabase;
  /**
   * Opens bytes so that SQLite itself refuses every write ("attempt to write a readonly database").
   * @throws where the shim is not in use: then nothing would enforce it
   */
  openReadOnly(bytes: Uint8Array): Database;
}

export interface StartOptions {
  /** `compare` leaves the shim out, for tests of the fallback. */
  tracking?: 'vfs' | 'compare';
}

/** What sql.js exports beyond its types. */
export interface SqlJsModule extends SqlJsStatic {
  _malloc(bytes: number): number;
  _free?(pointer: number): void;
  addFunction(fn: (...args: never[]) => number, signature: string): number;
}

/**
 * Starts the unmodified sql.js and puts the shim under it. There is no dynamic import and nothing is fetched: a service
 * worker allows neither, so the caller brings the bytes of the WebAssembly module.
 */
export async function startPagedSqlite(
  wasm: ArrayBuffer | Uint8Array,
  { tracking = 'vfs' }: StartOptions = {},
): Promise<PagedSqlite> {
  let exports: WebAssembly.Exports | null = null;
  // `instantiateWasm` and `useOldExtensionFunctions` are emscripten's and sql.js's, but not in their types.
  const config = {
    useOldExtensionFunctions: false,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      void WebAssembly.instantiate(wasm as ArrayBuffer, imports).then(({ instance }) => {
        exports = instance.exports;
        done(instance);
      });
      return {};
    },
  };
  const sqlJs = (await initSqlJs(config as never)) as SqlJsModule;
  const shim = tracking === 'vfs' ? tryShim(sqlJs, exports) : 'the shim was not asked for';
  if (typeof shim === 'string') return comparing(sqlJs, shim);
  return {
    tracking: 'vfs',
    shimRefused: null,
    open(bytes) {
      const database = new sqlJs.Database(bytes);
      return { database, file: shim.fileOf(fileNameOf(database)) };
    },
    openReadOnly: (bytes) => shim.readOnly(() => new sqlJs.Database(bytes)),
  };
}

function comparing(sqlJs: SqlJsModule, reason: string): PagedSqlite {
  return {
    tracking: 'compare',
    shimRefused: reason,
    open(bytes) {
      const database = new sqlJs.Database(bytes);
      return { database, file: comparedFile(database, bytes !== null) };
    },
    openReadOnly() {
      throw new Error(`SQLite cannot be made read-only here: ${reason}`);
    },
  };
}

/** @returns the shim, or why this build of sql.js does not take it */
function tryShim(sqlJs: SqlJsModule, exports: WebAssembly.Exports | null): VfsShim | string {
  try {
    return installVfsShim(sqlJs, exports ?? {});
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
