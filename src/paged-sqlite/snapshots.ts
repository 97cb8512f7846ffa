import { xxh32 } from './checksum.ts';
import { PagedSqliteError } from './errors.ts';

/** A copy of a whole database at one moment, kept apart from its pages so that damage to these does not reach it. */
export interface Snapshot {
  id: string;
  /** What it was taken for, in the owner's words. */
  label: string;
  /** ms since 1970. */
  takenAt: number;
  generation: number;
  /** The size of the database file. */
  sizeBytes: number;
  /** What it takes on the disk, compressed. */
  storedBytes: number;
  /** Whatever the owner wants to know without opening it; plain JSON. */
  facts: unknown;
  /** Of each part's bytes, as stored. */
  checksums: number[];
}

/** Where snapshots lie. Each method that writes is one durable transaction. */
export interface SnapshotDisk {
  list(): Promise<Snapshot[]>;
  put(snapshot: Snapshot, parts: Uint8Array<ArrayBuffer>[]): Promise<void>;
  parts(id: string): Promise<unknown[]>;
  remove(id: string): Promise<void>;
}

/** How much is compressed into one part. */
const PART_BYTES = 4 * 1024 * 1024;

/** Compresses a database file and keeps it, whole or not at all. */
export async function takeSnapshot(
  disk: SnapshotDisk,
  bytes: Uint8Array<ArrayBuffer>,
  about: Pick<Snapshot, 'id' | 'label' | 'takenAt' | 'generation' | 'facts'>,
): Promise<Snapshot> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    parts.push(await through(new CompressionStream('gzip'), bytes.subarray(at, at + PART_BYTES)));
  }
  const snapshot: Snapshot = {
    ...about,
    sizeBytes: bytes.length,
    storedBytes: parts.reduce((sum, part) => sum + part.length, 0),
    checksums: parts.map((part) => xxh32(part)),
  };
  await disk.put(snapshot, parts);
  return snapshot;
}

/**
 * @returns the bytes of the database file
 * @throws PagedSqliteError `missing` or `damaged`
 */
export async function readSnapshot(
  disk: SnapshotDisk,
  database: string,
  id: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const snapshot = (await disk.list()).find((one) => one.id === id);
  if (!snapshot) throw new PagedSqliteError('missing', database, `there is no snapshot ${id}`);
  const parts = await disk.parts(id);
  const bytes = new Uint8Array(snapshot.sizeBytes);
  let at = 0;
  for (const [index, checksum] of snapshot.checksums.entries()) {
    const part = parts[index];
    if (!(part instanceof Uint8Array) || xxh32(part) !== checksum) {
      throw new PagedSqliteError(
        'damaged',
        database,
        `part ${index} of the snapshot does not fit its checksum`,
      );
    }
    const plain = await through(new DecompressionStream('gzip'), part as Uint8Array<ArrayBuffer>);
    bytes.set(plain, at);
    at += plain.length;
  }
  if (at !== bytes.length) throw new PagedSqliteError('damaged', database, 'the snapshot is cut short');
  return bytes;
}

/** Which snapshots are kept. */
export interface SnapshotPolicy {
  /** The newest of them, whatever their age and size. */
  least: number;
  most: number;
  maxAgeMs: number;
  maxBytes: number;
}

const DAY_MS = 24 * 3_600_000;
export const SNAPSHOT_POLICY: SnapshotPolicy = {
  least: 3,
  most: 12,
  maxAgeMs: 60 * DAY_MS,
  maxBytes: 150_000_000,
};

/** @returns those that may go, oldest first */
export function snapshotsToDrop(snapshots: Snapshot[], policy: SnapshotPolicy, nowMs: number): Snapshot[] {
  let bytes = 0;
  return snapshots
    .toSorted((a, b) => b.takenAt - a.takenAt)
    .filter((snapshot, index) => {
      bytes += snapshot.storedBytes;
      const tooOld = nowMs - snapshot.takenAt > policy.maxAgeMs;
      return index >= policy.least && (index >= policy.most || tooOld || bytes > policy.maxBytes);
    })
    .reverse();
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
