import { xxh32 } from './checksum.ts';
import { DISK_FORMAT } from './page-disk.ts';
import type { Chunk, ChunkEntry, Head, LogRecord } from './page-disk.ts';

/** 256 KiB: fewer records load faster, larger ones make each fold rewrite more. */
export const CHUNK_BYTES = 256 * 1024;

type Unsealed<T> = Omit<T, 'checksum'>;

export function sealRecord(record: Unsealed<LogRecord>): LogRecord {
  return { ...record, checksum: recordChecksum(record) };
}

export function sealHead(head: Unsealed<Head>): Head {
  return { ...head, checksum: headChecksum(head) };
}

/** @returns whether everything about it fits; its place in the log is for the caller to judge */
export function isSoundRecord(value: unknown): value is LogRecord {
  const record = value as LogRecord;
  return (
    isObject(value) &&
    typeof record.lineage === 'string' &&
    [record.generation, record.previous, record.at, record.pageSize, record.pageCount].every(isCount) &&
    record.pages instanceof Uint32Array &&
    record.bytes instanceof Uint8Array &&
    record.bytes.length === record.pages.length * record.pageSize &&
    record.pages.every((page) => page < record.pageCount) &&
    recordChecksum(record) === record.checksum
  );
}

/** @returns `newer` where a later version of this package wrote it, `foreign` where nothing fits */
export function judgeHead(value: unknown): 'sound' | 'newer' | 'foreign' {
  const head = value as Head;
  if (!isObject(value) || !isCount(head.format)) return 'foreign';
  if (head.format > DISK_FORMAT) return 'newer';
  const whole =
    typeof head.lineage === 'string' &&
    [head.generation, head.settled, head.chain, head.at, head.pageSize, head.pageCount].every(isCount) &&
    isCount(head.chunkBytes) &&
    head.chunkBytes > 0 &&
    Array.isArray(head.directory) &&
    head.directory.every((entry) => isObject(entry) && isCount(entry.fold) && isCount(entry.checksum)) &&
    headChecksum(head) === head.checksum;
  return whole ? 'sound' : 'foreign';
}

/** The entry that names a chunk in the directory. */
export function entryOf({ fold, bytes }: Pick<Chunk, 'fold' | 'bytes'>): ChunkEntry {
  return { fold, checksum: xxh32(bytes) };
}

function recordChecksum(record: Unsealed<LogRecord>): number {
  const { lineage, generation, previous, at, pageSize, pageCount, pages, bytes } = record;
  const facts = text([lineage, generation, previous, at, pageSize, pageCount]);
  return xxh32(bytes, xxh32(new Uint8Array(pages.buffer, pages.byteOffset, pages.byteLength), xxh32(facts)));
}

function headChecksum(head: Unsealed<Head>): number {
  const { format, lineage, generation, settled, chain, at, pageSize, pageCount, chunkBytes, directory } =
    head;
  const entries = Uint32Array.from(directory.flatMap((entry) => [entry.fold, entry.checksum]));
  const facts = text([format, lineage, generation, settled, chain, at, pageSize, pageCount, chunkBytes]);
  return xxh32(new Uint8Array(entries.buffer), xxh32(facts));
}

const text = (values: (string | number)[]): Uint8Array => new TextEncoder().encode(JSON.stringify(values));
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
