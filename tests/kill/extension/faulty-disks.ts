import type { PageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { LogRecord, PageDisk } from '../../../src/paged-sqlite/page-disk.ts';
import { sealRecord } from '../../../src/paged-sqlite/seal.ts';

/** Says that a record is durable before it is: what a test of deaths must see. */
export function acknowledgesBeforeFlush(disk: PageDisk, pauseMs: number): PageDisk {
  let line: Promise<void> = Promise.resolve();
  const after = <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) => {
    return async (...args: Args): Promise<T> => {
      await line;
      return await call(...args);
    };
  };
  return {
    ...disk,
    load: after(disk.load),
    fold: after(disk.fold),
    append: async (record, base) => {
      line = line.then(async () => {
        await pause(pauseMs);
        await disk.append(record, base);
      });
    },
  };
}

/** Writes a record in three transactions, each sound by itself: what `integrity_check` alone does not see. */
export function splitsTransactions(disk: PageDisk, { log }: PageTables, pauseMs: number): PageDisk {
  return {
    ...disk,
    append: async (record, base) => {
      await disk.append(firstPages(record, 1 / 3), base);
      for (const part of [firstPages(record, 2 / 3), record]) {
        await pause(pauseMs);
        await log.put(part, [record.lineage, record.generation]);
      }
    },
  };
}

function firstPages(record: LogRecord, share: number): LogRecord {
  const count = Math.ceil(record.pages.length * share);
  const pages = record.pages.slice(0, count);
  return sealRecord({ ...record, pages, bytes: record.bytes.slice(0, count * record.pageSize) });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
