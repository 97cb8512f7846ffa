import type { DatabaseFile } from './database-file.ts';
import { DISK_FORMAT } from './page-disk.ts';
import type { Chunk, Head, PageDisk } from './page-disk.ts';
import { CHUNK_BYTES, entryOf, sealHead } from './seal.ts';

/** When the log is folded into the base. */
export interface FoldPolicy {
  /** Beyond this share of the database, and beyond `minBytes`, at once. */
  share: number;
  minBytes: number;
  /** In a quiet moment, beyond one of these. */
  idleBytes: number;
  idleRecords: number;
  /** How long nothing must have been written for a quiet moment. */
  idleMs: number;
  /** A commit of more bytes than these, and more than half of the database, is written as a new base at once. */
  wholeBytes: number;
}

/** By bytes, not by count: a fold rewrites whole chunks, and its cost must be spread over what was written. */
export const FOLD_POLICY: FoldPolicy = {
  share: 0.1,
  minBytes: 4 * 1024 * 1024,
  idleBytes: 512 * 1024,
  idleRecords: 64,
  idleMs: 1_000,
  wholeBytes: 4 * 1024 * 1024,
};

export function foldIsDue(policy: FoldPolicy, logBytes: number, databaseBytes: number): boolean {
  return logBytes > Math.max(policy.minBytes, policy.share * databaseBytes);
}

export function idleFoldIsDue(policy: FoldPolicy, logBytes: number, logRecords: number): boolean {
  return logBytes > policy.idleBytes || logRecords > policy.idleRecords;
}

export function isWholeBase(policy: FoldPolicy, commitBytes: number, databaseBytes: number): boolean {
  return commitBytes > policy.wholeBytes && commitBytes > databaseBytes / 2;
}

/** Chunks put in one transaction: enough to be quick, few enough to let commits through. */
const CHUNKS_AT_ONCE = 4;

export interface CopyOptions {
  disk: Pick<PageDisk, 'putChunks' | 'dropChunks'>;
  file: Pick<DatabaseFile, 'size' | 'read'>;
  lineage: string;
  /** The head the new one follows; null where every chunk is copied. */
  before: Head | null;
  /** The state that the new base is to hold at the least. */
  from: Pick<Head, 'generation' | 'chain' | 'at'>;
  touched: Iterable<number>;
  /** Called after the last copy: waits until all that the copies hold is durable, and answers its generation. */
  settled: () => Promise<number>;
}

/**
 * Copies chunks, a few at a time while commits go on. Each copy is whole pages of a state at or after `from`; the
 * records after `from` stay in the log, so that replaying them gives the newest state.
 * @returns the head that names the chunks; it is not the head yet
 */
export async function copyChunks(options: CopyOptions): Promise<Head> {
  const { disk, file, lineage, before, from } = options;
  const fold = (crypto.getRandomValues(new Uint32Array(1))[0]! | 1) >>> 0;
  const { pageSize, pageCount } = file.size();
  const length = Math.ceil((pageSize * pageCount) / CHUNK_BYTES);
  const nothing = { fold: 0, checksum: 0 };
  const directory = Array.from({ length }, (_, index) => before?.directory[index] ?? nothing);
  const indexes = [...new Set(options.touched)].filter((index) => index < length);
  try {
    for (let at = 0; at < indexes.length; at += CHUNKS_AT_ONCE) {
      const copies = indexes.slice(at, at + CHUNKS_AT_ONCE).map((index): Chunk => {
        const chunk = { lineage, index, fold, bytes: file.read(index * CHUNK_BYTES, CHUNK_BYTES) };
        directory[index] = entryOf(chunk);
        return chunk;
      });
      await disk.putChunks(copies);
    }
    const settled = await options.settled();
    const facts = { format: DISK_FORMAT, lineage, ...from, settled, pageSize, pageCount, directory };
    return sealHead({ ...facts, chunkBytes: CHUNK_BYTES });
  } catch (error) {
    // Where the disk is full, what came to nothing must not fill it further.
    await disk.dropChunks(lineage, fold).catch(() => undefined);
    throw error;
  }
}

/** Copies a whole file: a base of its own, that needs no log. */
export function copyWhole(
  disk: CopyOptions['disk'],
  bytes: Uint8Array<ArrayBuffer>,
  file: { lineage: string; pageSize: number; generation: number; at: number },
): Promise<Head> {
  const { lineage, pageSize, generation, at } = file;
  return copyChunks({
    disk,
    file: {
      size: () => ({ pageSize, pageCount: bytes.length / pageSize }),
      read: (offset, length) => bytes.slice(offset, offset + length),
    },
    lineage,
    before: null,
    from: { generation, chain: 0, at },
    touched: Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, index) => index),
    settled: () => Promise.resolve(generation),
  });
}
