import { PagedSqliteError } from './errors.ts';
import type { Chunk, Head, HeadVersion, LogRecord, PageDisk, Tail } from './page-disk.ts';

/** A disk that lives as long as the process, for tests. Keeps copies, as a disk would. */
export function memoryPageDisk(database = 'memory'): PageDisk {
  let head: Head | null = null;
  let tail: Tail | undefined;
  let begun = false;
  let chunks = new Map<string, Chunk>();
  let log = new Map<string, LogRecord>();
  const keyOf = (lineage: string, ...numbers: number[]): string => [lineage, ...numbers].join('/');
  const fenced = (): PagedSqliteError =>
    new PagedSqliteError('fenced', database, 'another writer has written since');
  const isAt = (expected: HeadVersion | null): boolean => head?.checksum === expected?.checksum;

  return {
    async load() {
      if (!head) {
        const nothing = begun || (chunks.size === 0 && log.size === 0);
        return nothing ? null : { head, tail, chunks: [], log: structuredClone([...log.values()]) };
      }
      const { lineage, directory } = head;
      return structuredClone({
        head,
        tail,
        chunks: directory.map(({ fold }, at) => chunks.get(keyOf(lineage, at, fold))?.bytes),
        log: [...log.values()]
          .filter((record) => record.lineage === lineage)
          .sort((a, b) => a.generation - b.generation),
      });
    },
    async begin() {
      begun = true;
    },
    async append(record, base) {
      const key = keyOf(record.lineage, record.generation);
      if (!isAt(base) || log.has(key)) throw fenced();
      log.set(key, structuredClone(record));
    },
    async putChunks(added) {
      for (const chunk of added)
        chunks.set(keyOf(chunk.lineage, chunk.index, chunk.fold), structuredClone(chunk));
    },
    async dropChunks(lineage, fold) {
      chunks = new Map([...chunks].filter(([, one]) => one.lineage !== lineage || one.fold !== fold));
    },
    async noteTail(next) {
      tail = { ...next };
    },
    async fold({ expected, head: next }) {
      if (!isAt(expected)) throw fenced();
      head = structuredClone(next);
      begun = false;
      const kept = new Set(next.directory.map(({ fold }, at) => keyOf(next.lineage, at, fold)));
      chunks = new Map([...chunks].filter(([key]) => kept.has(key)));
      log = new Map(
        [...log].filter(([, one]) => one.lineage === next.lineage && one.generation > next.generation),
      );
    },
    async remove() {
      head = null;
      tail = undefined;
      chunks.clear();
      log.clear();
    },
    close: () => undefined,
  };
}
