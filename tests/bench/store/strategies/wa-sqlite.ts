import SQLiteModule from 'wa-sqlite/dist/wa-sqlite-async.mjs';
import wasmUrl from 'wa-sqlite/dist/wa-sqlite-async.wasm?url';
import { IDBBatchAtomicVFS } from 'wa-sqlite/src/examples/IDBBatchAtomicVFS.js';
import { Factory } from 'wa-sqlite/src/sqlite-api.js';
import type { WaSqlite } from 'wa-sqlite/src/sqlite-api.js';
import { CREATE_ROWS, INSERT_ROW, SELECT_ROWS, UPDATE_ROW, valuesOf } from '../rows.ts';
import type { Row } from '../rows.ts';
import type { Strategy } from '../strategy.ts';

const SQLITE_ROW = 100;
const ROWS_AT_ONCE = 1_000;

/**
 * Another SQLite in WebAssembly, whose pages lie in IndexedDB one by one.
 * @param exclusive keeps SQLite's locks, which spares the reads that would tell of another connection; not its default
 */
export function waSqlite(name: string, exclusive: boolean): Strategy {
  let api: WaSqlite;
  let vfs: IDBBatchAtomicVFS;
  let database: number;

  async function open(): Promise<void> {
    const wasmBinary = await (await fetch(wasmUrl)).arrayBuffer();
    api = Factory(await SQLiteModule({ wasmBinary, locateFile: () => wasmUrl }));
    vfs = new IDBBatchAtomicVFS(name, { durability: 'strict' });
    api.vfs_register(vfs, true);
    database = await api.open_v2('bench.db');
    await api.exec(database, 'PRAGMA page_size=4096; PRAGMA cache_size=-8192; PRAGMA synchronous=FULL');
    await api.exec(database, `PRAGMA locking_mode=${exclusive ? 'EXCLUSIVE' : 'NORMAL'}`);
  }

  /** `sql` once for each row; a transaction around it where there are several. */
  async function each(sql: string, rows: Row[]): Promise<void> {
    if (rows.length > 1) await api.exec(database, 'BEGIN IMMEDIATE');
    for await (const statement of api.statements(database, sql)) {
      for (const row of rows) {
        valuesOf(row).forEach((value, at) => void api.bind(statement, at + 1, value));
        await api.step(statement);
        await api.reset(statement);
      }
    }
    if (rows.length > 1) await api.exec(database, 'COMMIT');
  }

  async function close(): Promise<void> {
    await api.close(database);
    await vfs.close();
  }

  return {
    async create(rows) {
      await open();
      await api.exec(database, CREATE_ROWS);
      let batch: Row[] = [];
      for (const row of rows) {
        batch.push(row);
        if (batch.length < ROWS_AT_ONCE) continue;
        await each(INSERT_ROW, batch);
        batch = [];
      }
      if (batch.length > 0) await each(INSERT_ROW, batch);
      await close();
    },
    open,
    commit: (rows) => each(UPDATE_ROW, rows),
    async difference(model) {
      let answer = '';
      await api.exec(database, 'PRAGMA integrity_check', ([found]) => void (answer = String(found)));
      if (answer !== 'ok') return answer;
      const rows: Row[] = [];
      for await (const statement of api.statements(database, SELECT_ROWS)) {
        while ((await api.step(statement)) === SQLITE_ROW) {
          const [id, title, body, version] = api.row(statement) as [number, string, string, number];
          rows.push({ id, title, body, version });
        }
      }
      return model.difference(rows);
    },
    close,
  };
}
