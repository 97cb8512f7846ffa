// sql.js starts once per module: the query makes this one another than ours.
import initSqlJs from 'sql.js/dist/sql-wasm-browser.js?plain';
import type { Database, SqlJsStatic } from 'sql.js';
import wasmUrl from 'sql.js/dist/sql-wasm-browser.wasm?url';
import { CREATE_ROWS, INSERT_ROW, SELECT_ROWS, UPDATE_ROW, valuesOf } from './rows.ts';
import type { Model, Row } from './rows.ts';

export async function sqlJsWasm(): Promise<ArrayBuffer> {
  return await (await fetch(wasmUrl)).arrayBuffer();
}

let started: Promise<SqlJsStatic> | null = null;

/** The unmodified sql.js, without anything of ours under it. */
export function plainSqlJs(): Promise<SqlJsStatic> {
  started ??= sqlJsWasm().then((wasm) =>
    initSqlJs({
      useOldExtensionFunctions: false,
      instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
        void WebAssembly.instantiate(wasm, imports).then(({ instance }) => done(instance));
        return {};
      },
    } as never),
  );
  return started;
}

/** The bytes of a database file with these rows. */
export async function fileWith(rows: Iterable<Row>): Promise<Uint8Array<ArrayBuffer>> {
  const sqlJs = await plainSqlJs();
  const database = new sqlJs.Database();
  try {
    database.run(CREATE_ROWS);
    database.run('BEGIN');
    const insert = database.prepare(INSERT_ROW);
    for (const row of rows) insert.run(valuesOf(row));
    insert.free();
    database.run('COMMIT');
    return database.export() as Uint8Array<ArrayBuffer>;
  } finally {
    database.close();
  }
}

export function updateRows(database: Database, rows: Row[]): void {
  const update = database.prepare(UPDATE_ROW);
  for (const row of rows) update.run(valuesOf(row));
  update.free();
}

/** What SQLite's own check finds wrong, or which row is not as told. */
export function differenceIn(database: Database, model: Model): string | null {
  const answer = String(database.exec('PRAGMA integrity_check')[0]?.values[0]?.[0]);
  return answer === 'ok' ? model.difference(rowsOf(database)) : answer;
}

function* rowsOf(database: Database): Generator<Row> {
  const select = database.prepare(SELECT_ROWS);
  while (select.step()) yield select.getAsObject() as unknown as Row;
  select.free();
}
