import { openPageTables } from './indexeddb-page-disk.ts';
import type { IndexedDbOptions, PageTables } from './indexeddb-page-disk.ts';
import type { Head, LogRecord } from './page-disk.ts';

/** How many records are read and written at once. */
const BATCH = 16;

/** @returns the database this one is a copy of, as long as its move is not over */
export async function originOf(name: string, options: IndexedDbOptions): Promise<string | null> {
  return await withTables(
    name,
    options,
    async ({ heads }) => ((await heads.get('origin')) as string) ?? null,
  );
}

export async function forgetOrigin(name: string, options: IndexedDbOptions): Promise<void> {
  await withTables(name, options, ({ heads }) => heads.delete('origin'));
}

/** Copies a database with its snapshots to a name that is not there. Marked as a copy before anything is in it. */
export async function copyTables(from: string, to: string, options: IndexedDbOptions): Promise<void> {
  await withTables(from, options, (source) =>
    withTables(to, options, async (target) => {
      await target.heads.put(from, 'origin');
      for (const table of ['chunks', 'log', 'snapshots', 'snapshotParts', 'heads'] as const) {
        const keys = await source[table].toCollection().primaryKeys();
        for (let at = 0; at < keys.length; at += BATCH) {
          const batch = keys.slice(at, at + BATCH);
          const values = await source.dexie.table(table).bulkGet(batch as never);
          const inline = table === 'snapshots';
          await target.dexie.transaction('rw!', table, () =>
            Promise.all(
              values.map((value, index) =>
                inline
                  ? target[table].put(value as never)
                  : target.dexie.table(table).put(value, batch[index]),
              ),
            ),
          );
        }
      }
    }),
  );
}

/** @returns the bytes of the database file; 0 where nothing was ever written */
export async function sizeOfTables(name: string, options: IndexedDbOptions): Promise<number> {
  return await withTables(name, options, async ({ heads, log }) => {
    const head = (await heads.get('head')) as Partial<Head> | undefined;
    const last: LogRecord | undefined = await log.toCollection().last();
    const size = last && last.lineage === head?.lineage ? last : head;
    return (size?.pageSize ?? 0) * (size?.pageCount ?? 0);
  });
}

export async function countSnapshots(name: string, options: IndexedDbOptions): Promise<number> {
  return await withTables(name, options, ({ snapshots }) => snapshots.count());
}

async function withTables<T>(
  name: string,
  options: IndexedDbOptions,
  work: (tables: PageTables) => PromiseLike<T>,
): Promise<T> {
  const tables = openPageTables(name, options);
  try {
    return await work(tables);
  } finally {
    tables.dexie.close();
  }
}
