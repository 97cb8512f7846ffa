import type { Database } from 'sql.js';
import { Dexie } from 'dexie';
import { indexedDbPageDisk, openPageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import { PagedDatabase } from '../../../src/paged-sqlite/paged-database.ts';
import { Model } from './rows.ts';
import type { Requests } from './requests.ts';
import { fileWith } from './sql-js.ts';
import { keepOneValue, openOneValue } from './strategies/naive.ts';
import { pagedSqlite, paged } from './strategies/paged.ts';

const ROWS_PER_MB = 1_000;
const nameOf = (layout: string, size: number): string => `cold-${layout}-${size}`;

/** The same content twice: pages with an unfolded log behind them, and one value. */
export async function createCold({
  size,
  logRecords,
}: Requests['createCold']['ask']): Promise<Requests['createCold']['answer']> {
  const model = new Model(size * ROWS_PER_MB);
  const ours = paged(nameOf('ours', size));
  await ours.create(model.rows(), model.versions.length);
  await ours.open();
  for (let at = 0; at < logRecords; at++) await ours.commit(model.next(1));
  const stats = ours.database().stats();
  await ours.close();
  const file = await fileWith(model.rows());
  await keepOneValue(nameOf('one_value', size), file);
  return { fileBytes: file.length, logRecords: stats.logRecords };
}

/** Opens the database and reads one row; the worker has just been started for it. */
export async function cold({ layout, size, id }: Requests['cold']['ask']): Promise<{ title: string }> {
  const database = await (layout === 'ours' ? openOurs(size) : openOneValue(nameOf('one_value', size)));
  return { title: String(database.exec('SELECT title FROM rows WHERE id = ?', [id])[0]!.values[0]![0]) };
}

async function openOurs(size: number): Promise<Database> {
  const name = nameOf('ours', size);
  const opened = await PagedDatabase.open<Database>({
    name,
    sqlite: await pagedSqlite(),
    disk: indexedDbPageDisk(openPageTables(name)),
    wrap: (database) => database,
    mustExist: true,
  });
  return opened.handle;
}

export async function removeCold({ size }: { size: number }): Promise<object> {
  for (const layout of ['ours', 'one_value']) await Dexie.delete(nameOf(layout, size));
  return {};
}
