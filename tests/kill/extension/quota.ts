import type { Database } from 'sql.js';
import { PagedSqliteError } from '../../../src/paged-sqlite/errors.ts';
import type { PagedDatabase } from '../../../src/paged-sqlite/paged-database.ts';
import { brokenInvariants, hasLedger, integrityErrors, makeLedger, moveUnits, sequenceOf } from './ledger.ts';
import { openLedger } from './open-ledger.ts';

/** What came of writing on and on. */
export interface PressReport {
  /** Whose quota it is. */
  origin: string;
  acknowledged: number[];
  /** The codes of what was refused: commits, a fold, a replacement by other content. */
  refused: { commits: string[]; fold: string | null; replace: string | null };
  /** What is in memory afterwards. */
  sequence: number;
  wrong: string[];
}

/** Stays open from one order to the next: a full disk must not need a restart. */
let open: Promise<PagedDatabase<Database>> | undefined;

/** Commits by four callers at once, then folds, then replaces everything. @param commits how many each caller tries */
export async function press(name: string, commits: number): Promise<PressReport> {
  const database = await (open ??= openLedger(name, { fold: { minBytes: 1e9, idleMs: 60_000 } }));
  if (!hasLedger(database.handle)) await database.write(makeLedger);
  const acknowledged: number[] = [];
  const refused: string[] = [];
  const caller = async (): Promise<void> => {
    for (let round = 0; round < commits; round++) {
      const sequence = database.write(moveUnits);
      await sequence.then(
        (number) => acknowledged.push(number),
        (error: unknown) => refused.push(codeOf(error)),
      );
    }
  };
  await Promise.all(Array.from({ length: 4 }, caller));
  const fold = await refusal(database.foldNow());
  const replace = await refusal(database.replace(() => database.bytes()));
  await database.writable();
  return {
    origin: location.origin,
    acknowledged,
    refused: { commits: refused, fold, replace },
    sequence: sequenceOf(database.handle),
    wrong: [...integrityErrors(database.handle), ...brokenInvariants(database.handle)],
  };
}

async function refusal(work: Promise<void>): Promise<string | null> {
  return await work.then(() => null, codeOf);
}

function codeOf(error: unknown): string {
  return error instanceof PagedSqliteError ? error.code : String(error);
}
