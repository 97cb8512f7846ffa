import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import type { Database } from 'sql.js';
import { differenceIn, fileWith, plainSqlJs, updateRows } from '../sql-js.ts';
import type { Strategy } from '../strategy.ts';

/** How sql.js is saved everywhere: `export()` of the whole database, and one value in IndexedDB. */
export function naive(name: string): Strategy {
  const { dexie, files } = oneValue(name);
  let database: Database;
  let bytes = 0;
  return {
    async create(rows) {
      await keepOneValue(name, await fileWith(rows));
    },
    async open() {
      database = await openOneValue(name);
      await dexie.open();
    },
    async commit(rows) {
      database.run('BEGIN');
      updateRows(database, rows);
      database.run('COMMIT');
      const file = database.export();
      bytes = file.length;
      await dexie.transaction('rw!', files, () => files.put(file, 'database'));
    },
    difference: async (model) => differenceIn(database, model),
    async close() {
      database.close();
      dexie.close();
    },
    lastBytes: () => bytes,
  };
}

export async function keepOneValue(name: string, file: Uint8Array): Promise<void> {
  const { dexie, files } = oneValue(name);
  await files.put(file, 'database');
  dexie.close();
}

/** The whole file at once, while SQLite starts. */
export async function openOneValue(name: string): Promise<Database> {
  const { dexie, files } = oneValue(name);
  const [sqlJs, file] = await Promise.all([plainSqlJs(), files.get('database')]);
  dexie.close();
  return new sqlJs.Database(file);
}

function oneValue(name: string) {
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
  dexie.version(1).stores({ files: '' });
  return { dexie, files: dexie.table('files') as Table<Uint8Array, string> };
}
