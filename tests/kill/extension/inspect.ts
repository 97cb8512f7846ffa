import { PagedSqliteError } from '../../../src/paged-sqlite/errors.ts';
import { openPageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { Head } from '../../../src/paged-sqlite/page-disk.ts';
import { brokenInvariants, commitsAfter, integrityErrors, sequenceOf } from './ledger.ts';
import { openLedger } from './open-ledger.ts';
import type { Inspection } from './orders.ts';

/** Opens a database after a death as the product does, and looks at all of it. */
export async function inspect(name: string, since: number): Promise<Inspection> {
  const unfinished = await unfinishedFolds(name);
  try {
    const database = await openLedger(name, { mustExist: true });
    const { handle } = database;
    const found: Inspection = {
      refused: null,
      integrity: integrityErrors(handle),
      broken: brokenInvariants(handle),
      sequence: sequenceOf(handle),
      commits: commitsAfter(handle, since),
      unfinishedFolds: unfinished,
    };
    await database.close();
    return found;
  } catch (error) {
    const code = error instanceof PagedSqliteError ? error.code : 'unknown';
    const nothing = { integrity: [], broken: [], sequence: 0, commits: [], unfinishedFolds: unfinished };
    return { refused: { code, message: String(error) }, ...nothing };
  }
}

async function unfinishedFolds(name: string): Promise<Inspection['unfinishedFolds']> {
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
