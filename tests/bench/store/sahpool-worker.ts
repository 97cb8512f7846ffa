import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { CREATE_ROWS, INSERT_ROW, Model, SELECT_ROWS, UPDATE_ROW, valuesOf } from './rows.ts';
import type { Row } from './rows.ts';
import type { SahpoolAnswer, SahpoolRequest } from './strategies/sahpool.ts';

/** The official SQLite in WebAssembly, in a worker of an offscreen document: OPFS is not there for a service worker. */
type Pool = Awaited<ReturnType<Awaited<ReturnType<typeof sqlite3InitModule>>['installOpfsSAHPoolVfs']>>;
type Database = InstanceType<Pool['OpfsSAHPoolDb']>;

const pool: Promise<Pool> = sqlite3InitModule().then((sqlite3) =>
  sqlite3.installOpfsSAHPoolVfs({ initialCapacity: 24 }),
);
const open = new Map<string, Database>();

self.onmessage = async ({ data }: MessageEvent<{ id: number; request: SahpoolRequest }>) => {
  const answer = await answerTo(data.request).catch((error: unknown) => ({ error: String(error) }));
  self.postMessage({ id: data.id, answer });
};

async function answerTo(request: SahpoolRequest): Promise<SahpoolAnswer> {
  const { name } = request;
  switch (request.op) {
    case 'create': {
      const database = await opened(request);
      database.exec(CREATE_ROWS);
      runEach(database, INSERT_ROW, [...new Model(request.count).rows()]);
      return {};
    }
    case 'open':
      open.set(name, open.get(name) ?? (await opened(request)));
      return {};
    case 'commit': {
      const start = performance.now();
      runEach(open.get(name)!, UPDATE_ROW, request.rows);
      return { ms: performance.now() - start };
    }
    case 'difference': {
      const database = open.get(name)!;
      const integrity = String(database.selectValue('PRAGMA integrity_check'));
      const found = database.selectObjects(SELECT_ROWS) as unknown as Row[];
      return { difference: integrity === 'ok' ? Model.of(request.versions).difference(found) : integrity };
    }
    case 'close':
      open.get(name)?.close();
      open.delete(name);
      return {};
  }
}

async function opened({ name, wal }: SahpoolRequest): Promise<Database> {
  const { OpfsSAHPoolDb } = await pool;
  const database = new OpfsSAHPoolDb(`/${name}`);
  database.exec('PRAGMA page_size=4096; PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=FULL');
  database.exec(`PRAGMA journal_mode=${wal ? 'WAL' : 'DELETE'}`);
  open.set(name, database);
  return database;
}

/** `sql` once for each row; a transaction around it where there are several. */
function runEach(database: Database, sql: string, rows: Row[]): void {
  if (rows.length > 1) database.exec('BEGIN IMMEDIATE');
  const statement = database.prepare(sql);
  for (const row of rows) statement.bind(valuesOf(row)).stepReset();
  statement.finalize();
  if (rows.length > 1) database.exec('COMMIT');
}
