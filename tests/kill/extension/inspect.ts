import type { Database } from 'sql.js';
import { PagedSqliteError } from '../../../src/paged-sqlite/errors.ts';
import { openPageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { Head } from '../../../src/paged-sqlite/page-disk.ts';
import { brokenInvariants, commitsAfter, integrityErrors, sequenceOf } from './ledger.ts';
import { openLedger } from './open-ledger.ts';
import type { Inspection } from './orders.ts';

/** Opens a database after a death as the product does, and looks at all of it. */
export async function inspect(name: string, since: number): Promise<Inspection> {
  const wiped = await whatWasWiped(name);
  const unfinishedFolds = wiped === null ? await foldsUnderWay(name) : [];
  const nothing = { wiped, integrity: [], broken: [], sequence: 0, commits: [], unfinishedFolds };
  try {
    const database = await openLedger(name, { mustExist: true });
    const found = lookAt(database.handle, since);
    await database.close();
    return { refused: null, ...nothing, ...found };
  } catch (error) {
    const code = error instanceof PagedSqliteError ? error.code : 'unknown';
    return { refused: { code, message: String(error) }, ...nothing };
  }
}

/** SQLite itself may refuse to read what is torn. */
function lookAt(database: Database, since: number): Partial<Inspection> {
  const integrity = integrityErrors(database);
  try {
    const found = { sequence: sequenceOf(database), commits: commitsAfter(database, since) };
    return { integrity, broken: brokenInvariants(database), ...found };
  } catch (error) {
    return { integrity, broken: [`it cannot be read: ${String(error)}`] };
  }
}

async function foldsUnderWay(name: string): Promise<Inspection['unfinishedFolds']> {
  const { dexie, heads, chunks } = openPageTables(name);
  try {
    const head = (await heads.get('head')) as Head | undefined;
    const keys = await chunks.toCollection().primaryKeys();
    const known = new Set(head?.directory.map((entry, index) => `${head.lineage}/${index}/${entry.fold}`));
    const left = keys.filter((key) => !known.has(key.join('/')));
    return [...new Map(left.map(([lineage, , fold]) => [fold, lineage !== head?.lineage]))].map(
      ([fold, replacing]) => ({ fold, replacing }),
    );
  } finally {
    dexie.close();
  }
}

/** Chromium tells it once, to who opens the database next. Nothing is made by asking. */
async function whatWasWiped(name: string): Promise<string | null> {
  return await new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = (event: IDBVersionChangeEvent & { dataLossMessage?: string }) => {
      request.transaction?.abort();
      resolve(event.dataLossMessage || 'it is not there, and the browser does not say why');
    };
    request.onsuccess = () => {
      request.result.close();
      resolve(null);
    };
    request.onerror = () => reject(request.error ?? new Error('it cannot be opened'));
  });
}
