import { Dexie } from 'dexie';
import type { Database } from 'sql.js';
import { xxh32 } from '../../../src/paged-sqlite/checksum.ts';
import { PagedSqliteError } from '../../../src/paged-sqlite/errors.ts';
import type { PagedDatabase } from '../../../src/paged-sqlite/paged-database.ts';
import { damagesOf } from './damages.ts';
import type { Damage } from './damages.ts';
import { brokenInvariants, integrityErrors, makeLedger, moveUnits, sequenceOf } from './ledger.ts';
import { openLedger } from './open-ledger.ts';
import { readRaw, writeRaw } from './raw-tables.ts';
import type { RawRecord } from './raw-tables.ts';

export interface DamageReport {
  name: string;
  expected: string;
  /** `whole`, or the code with which the opening was refused, or what was opened instead. */
  found: string;
  /** Whether a refusal left every record as it was. */
  untouched: boolean;
}

const COMMITS = 12;
const IN_THE_LOG = 4;

/** Damages a database in every way of the list, and opens it each time as the product does. */
export async function damageAndOpen(name: string): Promise<DamageReport[]> {
  const { older, records } = await makeSound(name);
  const foreign = (await makeSound(`other-${name}`)).records;
  const reports: DamageReport[] = [];
  for (const damage of damagesOf({ records, older, foreign })) reports.push(await tryOpening(name, damage));
  await Dexie.delete(name);
  reports.push({
    name: 'no IndexedDB database',
    expected: 'missing',
    found: await opened(name),
    untouched: true,
  });
  await Dexie.delete(`other-${name}`);
  return reports;
}

/** A database with a base of several chunks, a log behind it, and the mark how far it reached. */
async function makeSound(name: string): Promise<{ older: RawRecord[]; records: RawRecord[] }> {
  const database = await openLedger(name, {
    fold: { minBytes: 1e9, idleRecords: 1e9, idleBytes: 1e9, idleMs: 20 },
  });
  await database.write(makeLedger);
  const move = async (times: number): Promise<void> => {
    for (let at = 0; at < times; at++) await database.write(moveUnits);
  };
  await move(COMMITS - IN_THE_LOG);
  const older = await readRaw(name);
  await database.foldNow();
  await move(IN_THE_LOG);
  await untilNoted(name, database);
  await database.close();
  return { older, records: await readRaw(name) };
}

async function untilNoted(name: string, database: PagedDatabase<Database>): Promise<void> {
  const wanted = database.stats().generation;
  for (;;) {
    const tail = (await readRaw(name)).find(({ key }) => key === 'tail');
    if ((tail?.value as { generation: number } | undefined)?.generation === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function tryOpening(name: string, { name: what, expect, records }: Damage): Promise<DamageReport> {
  await writeRaw(name, records);
  const before = digest(await readRaw(name));
  const found = await opened(name);
  const untouched = digest(await readRaw(name)) === before;
  return { name: what, expected: expect, found, untouched };
}

async function opened(name: string): Promise<string> {
  let database: PagedDatabase<Database> | undefined;
  try {
    database = await openLedger(name, { mustExist: true });
    const { handle } = database;
    const wrong = [...integrityErrors(handle), ...brokenInvariants(handle)];
    const sequence = sequenceOf(handle);
    if (sequence !== COMMITS) wrong.push(`opened with ${sequence} of ${COMMITS} commits`);
    if (wrong.length > 0) return wrong.join('; ');
    // And it goes on from there.
    await database.write(moveUnits);
    await database.foldNow();
    await database.close();
    database = await openLedger(name, { mustExist: true });
    return sequenceOf(database.handle) === COMMITS + 1 ? 'whole' : 'the next commit is not there';
  } catch (error) {
    return error instanceof PagedSqliteError ? error.code : String(error);
  } finally {
    await database?.close();
  }
}

const digest = (records: RawRecord[]): string =>
  JSON.stringify(records, (_, value: unknown) => (value instanceof Uint8Array ? xxh32(value) : value));
