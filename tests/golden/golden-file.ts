import { readFile } from 'node:fs/promises';
import type { SqlValue } from '../../src/store/store.ts';

/** A database as version `version` of the schema left it, with rows in every table. */
export const goldenName = (version: number): string => String(version).padStart(4, '0');

export const goldenFile = (version: number): URL => new URL(`${goldenName(version)}.db`, import.meta.url);

export const readGolden = async (version: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(goldenFile(version)));

export type Rows = Record<string, Record<string, SqlValue>[]>;

/** Reads with what runs a query: of ours or of another SQLite. */
export type Query = (sql: string) => Record<string, SqlValue>[];

/** The rows of each plain table; those that SQLite or a full-text index keeps for itself are left out. */
export function plainRows(query: Query): Rows {
  const tables = query(`SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`);
  const read = (table: string): Record<string, SqlValue>[] =>
    query(`SELECT * FROM "${table}"`).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return Object.fromEntries(tables.map(({ name }) => [String(name), read(String(name))]));
}
