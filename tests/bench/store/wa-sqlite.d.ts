/* What the benchmark uses of wa-sqlite 1.0.0, whose own types are global and do not name these files. */
declare module 'wa-sqlite/dist/wa-sqlite-async.mjs' {
  const SQLiteModule: (options: { wasmBinary: ArrayBuffer; locateFile: () => string }) => Promise<object>;
  export default SQLiteModule;
}

declare module 'wa-sqlite/src/examples/IDBBatchAtomicVFS.js' {
  export class IDBBatchAtomicVFS {
    constructor(name: string, options: { durability: 'default' | 'strict' | 'relaxed' });
    close(): Promise<void>;
  }
}

declare module 'wa-sqlite/src/sqlite-api.js' {
  export interface WaSqlite {
    vfs_register(vfs: object, makeDefault: boolean): number;
    open_v2(name: string): Promise<number>;
    close(database: number): Promise<number>;
    exec(
      database: number,
      sql: string,
      callback?: (row: unknown[], columns: string[]) => void,
    ): Promise<number>;
    statements(database: number, sql: string): AsyncIterable<number>;
    bind(statement: number, at: number, value: string | number | null): number;
    step(statement: number): Promise<number>;
    reset(statement: number): Promise<number>;
    row(statement: number): unknown[];
  }
  export function Factory(module: object): WaSqlite;
}
