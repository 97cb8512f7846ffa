import { openPageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { PageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';

const TABLES = ['heads', 'chunks', 'log'] as const;
type TableName = (typeof TABLES)[number];

export interface RawRecord {
  table: TableName;
  key: IDBValidKey;
  value: unknown;
}

/** Every record of a database as it lies in IndexedDB, in the order of tables and keys. */
export async function readRaw(name: string): Promise<RawRecord[]> {
  return await withTables(name, async ({ dexie }) => {
    const tables = TABLES.map(async (table) => {
      const keys = (await dexie.table(table).toCollection().primaryKeys()) as IDBValidKey[];
      const values: unknown[] = await dexie.table(table).toArray();
      return keys.map((key, at): RawRecord => ({ table, key, value: values[at] }));
    });
    return (await Promise.all(tables)).flat();
  });
}

/** Puts these records in place of all that is there. */
export async function writeRaw(name: string, records: RawRecord[]): Promise<void> {
  await withTables(name, async ({ dexie }) => {
    await dexie.transaction('rw!', [...TABLES], async () => {
      for (const table of TABLES) await dexie.table(table).clear();
      for (const { table, key, value } of records) await dexie.table(table).put(value, key as never);
    });
  });
}

async function withTables<T>(name: string, work: (tables: PageTables) => Promise<T>): Promise<T> {
  const tables = openPageTables(name);
  try {
    return await work(tables);
  } finally {
    tables.dexie.close();
  }
}
