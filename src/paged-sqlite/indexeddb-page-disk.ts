import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import { PagedSqliteError } from './errors.ts';
import type { Snapshot } from './snapshots.ts';
import type { Head, HeadVersion, LogRecord, PageDisk } from './page-disk.ts';

export interface IndexedDbOptions {
  /** In place of the global ones, for tests. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}

type ChunkKey = [lineage: string, index: number, fold: number];
type LogKey = [lineage: string, generation: number];

/**
 * The IndexedDB database that holds one SQLite database, of the same name. Its tables are laid out by Dexie; what a
 * commit waits for is one native transaction, since there each turn of the event loop counts.
 */
export function openPageTables(name: string, options: IndexedDbOptions = {}) {
  const { indexedDB, IDBKeyRange } = options;
  const dexie = new Dexie(name, {
    // Chromium's default is relaxed, which calls a write complete before it is on the disk.
    chromeTransactionDurability: 'strict',
    // Dexie's cache serves live queries, which nobody makes here; it would hold whole databases.
    cache: 'disabled',
    ...(indexedDB && { indexedDB }),
    ...(IDBKeyRange && { IDBKeyRange }),
  });
  dexie.version(1).stores({ heads: '', chunks: '', log: '', snapshots: 'id', snapshotParts: '' });
  return {
    dexie,
    heads: dexie.table('heads') as Table<unknown, 'head' | 'tail' | 'begun' | 'origin'>,
    chunks: dexie.table('chunks') as Table<Uint8Array<ArrayBuffer>, ChunkKey>,
    log: dexie.table('log') as Table<LogRecord, LogKey>,
    snapshots: dexie.table('snapshots') as Table<Snapshot, string>,
    snapshotParts: dexie.table('snapshotParts') as Table<
      Uint8Array<ArrayBuffer>,
      [id: string, index: number]
    >,
  };
}

export type PageTables = ReturnType<typeof openPageTables>;

/** Pages in IndexedDB: one record a commit, one a chunk. */
export function indexedDbPageDisk({ dexie, heads, chunks, log }: PageTables): PageDisk {
  const name = dexie.name;
  const logOf = (lineage: string) =>
    log.where(':id').between([lineage, Dexie.minKey], [lineage, Dexie.maxKey]);
  const fenced = (options?: ErrorOptions): PagedSqliteError =>
    new PagedSqliteError('fenced', name, 'another writer has written since', options);

  return {
    async load() {
      return await dexie.transaction('r', heads, chunks, log, async () => {
        const [head, tail] = await Promise.all([heads.get('head'), heads.get('tail')]);
        if (head === undefined) {
          const nothing =
            (await heads.get('begun')) ?? ((await chunks.count()) === 0 && (await log.count()) === 0);
          return nothing ? null : { head, tail, chunks: [], log: await log.toArray() };
        }
        const { lineage, directory } = head as Partial<Head>;
        const readable = typeof lineage === 'string' && Array.isArray(directory);
        if (!readable) return { head, tail, chunks: [], log: await log.toArray() };
        const keys = directory.map((entry, index): ChunkKey => [lineage, index, Number(entry?.fold) || 0]);
        const [parts, records] = await Promise.all([chunks.bulkGet(keys), logOf(lineage).toArray()]);
        return { head, tail, chunks: parts, log: records };
      });
    },

    async begin() {
      await heads.put(true, 'begun');
    },

    async append(record, base) {
      if (!dexie.isOpen()) await dexie.open();
      const transaction = dexie
        .backendDB()
        .transaction(['heads', 'log'], 'readwrite', { durability: 'strict' });
      // Asked together and committed at once, without a turn in between: a generation that is taken aborts the
      // transaction by itself, and a record beside a head that moved on belongs to no database (see `PageDisk`).
      const head = transaction.objectStore('heads').get('head') as IDBRequest<Head | undefined>;
      const added = transaction.objectStore('log').add(record, [record.lineage, record.generation]);
      transaction.commit();
      await completed(transaction).catch((error: unknown) => {
        throw added.error?.name === 'ConstraintError' ? fenced({ cause: error }) : error;
      });
      if (!sameVersion(head.result, base)) throw fenced();
    },

    async putChunks(added) {
      await dexie.transaction('rw!', chunks, () =>
        Promise.all(
          added.map(({ lineage, index, fold, bytes }) => chunks.put(bytes, [lineage, index, fold])),
        ),
      );
    },

    async dropChunks(lineage, fold) {
      const keys = await chunks.toCollection().primaryKeys();
      await chunks.bulkDelete(keys.filter((key) => key[0] === lineage && key[2] === fold));
    },

    async noteTail(tail) {
      await heads.put(tail, 'tail');
    },

    async fold({ expected, head }) {
      await dexie.transaction('rw!', heads, chunks, log, async () => {
        const current = (await heads.get('head')) as Head | undefined;
        if (!sameVersion(current, expected)) throw fenced();
        await heads.put(head, 'head');
        await heads.delete('begun');
        const kept = new Set(head.directory.map(({ fold }, index) => `${index}/${fold}`));
        const dropped = (await chunks.toCollection().primaryKeys()).filter(
          ([lineage, index, fold]) => lineage !== head.lineage || !kept.has(`${index}/${fold}`),
        );
        await chunks.bulkDelete(dropped);
        const done = (await log.toCollection().primaryKeys()).filter(
          ([lineage, generation]) => lineage !== head.lineage || generation <= head.generation,
        );
        await log.bulkDelete(done);
      });
    },

    remove: () => dexie.delete(),
    close: () => dexie.close(),
  };
}

/** The checksum is over all that the head says. */
function sameVersion(head: HeadVersion | undefined, expected: HeadVersion | null): boolean {
  return head?.checksum === expected?.checksum && head?.lineage === expected?.lineage;
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
}
