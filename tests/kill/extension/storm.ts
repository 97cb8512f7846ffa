import type { Database } from 'sql.js';
import type { PageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { PageDisk } from '../../../src/paged-sqlite/page-disk.ts';
import type { PagedDatabase } from '../../../src/paged-sqlite/paged-database.ts';
import { acknowledgesBeforeFlush, splitsTransactions } from './faulty-disks.ts';
import { forgetNotes, hasLedger, makeLedger, moveUnits } from './ledger.ts';
import { openLedger, sqliteOfWorker } from './open-ledger.ts';
import type { Order, Signal } from './orders.ts';

type Storm = Extract<Order, { do: 'storm' }>;

const CALLERS = 12;

/** Writes without end from many callers at once, with all that happens in a long life; ends when the worker is killed. */
export async function storm(order: Storm, tell: (signal: Signal) => Promise<void>): Promise<never> {
  const database = await openLedger(order.database, {
    disguise: (disk, tables) => tellingOfFolds(diskOf(order, disk, tables), tell),
  });
  if (!hasLedger(database.handle)) await database.write(makeLedger);
  const acknowledge = acknowledgements(tell);
  const caller = async (): Promise<never> => {
    for (;;) {
      acknowledge(await database.write(moveUnits));
      if (Math.random() < 0.2) await pause(Math.random() * 6);
    }
  };
  const others = order.variant === 'product' ? [chores(database, acknowledge)] : [];
  await Promise.all([...others, ...Array.from({ length: CALLERS }, caller)]);
  throw new Error('a storm has no end');
}

function diskOf({ variant, pauseMs }: Storm, disk: PageDisk, tables: PageTables): PageDisk {
  switch (variant) {
    case 'product':
      return disk;
    case 'ack_before_flush':
      return acknowledgesBeforeFlush(disk, pauseMs);
    case 'split_transactions':
      return splitsTransactions(disk, tables, pauseMs);
  }
}

/** Everything that is not a plain commit, now and then. */
async function chores(
  database: PagedDatabase<Database>,
  acknowledge: (sequence: number) => void,
): Promise<never> {
  for (;;) {
    await pause(15 + Math.random() * 60);
    const chance = Math.random();
    if (chance < 0.35) await database.write(forgetNotes);
    else if (chance < 0.6) await outsideTransaction(database, 'PRAGMA incremental_vacuum(30)');
    else if (chance < 0.75) await outsideTransaction(database, 'VACUUM');
    else if (chance < 0.9) await database.foldNow();
    else acknowledge(await replaceByCopy(database));
  }
}

async function outsideTransaction(database: PagedDatabase<Database>, sql: string): Promise<void> {
  while (database.blocked) await database.writable();
  database.handle.exec(sql);
  await database.persist();
}

/** Puts a copy in place of the whole, with one commit more in it, as a restore does. */
async function replaceByCopy(database: PagedDatabase<Database>): Promise<number> {
  const sqlite = await sqliteOfWorker();
  let sequence = 0;
  await database.replace(() => {
    const copy = sqlite.open(database.bytes());
    sequence = moveUnits(copy.database);
    const { pageSize, pageCount } = copy.file.size();
    const bytes = copy.file.read(0, pageSize * pageCount);
    copy.database.close();
    return bytes;
  });
  return sequence;
}

function tellingOfFolds(disk: PageDisk, tell: (signal: Signal) => Promise<void>): PageDisk {
  let told = false;
  return {
    ...disk,
    putChunks: (chunks) => {
      if (!told) void tell({ kind: 'folding' });
      told = true;
      return disk.putChunks(chunks);
    },
    fold: (fold) => {
      told = false;
      return disk.fold(fold);
    },
  };
}

/** Sends the numbers of acknowledged commits, those that came meanwhile together. */
function acknowledgements(tell: (signal: Signal) => Promise<void>): (sequence: number) => void {
  let waiting: number[] = [];
  let sending = false;
  const send = async (): Promise<void> => {
    sending = true;
    while (waiting.length > 0) {
      const sequences = waiting;
      waiting = [];
      await tell({ kind: 'acked', sequences });
    }
    sending = false;
  };
  return (sequence) => {
    waiting.push(sequence);
    if (!sending) void send();
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
