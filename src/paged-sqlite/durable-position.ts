import type { Head, LogRecord } from './page-disk.ts';
import type { DurableState } from './read-content.ts';
import { CHUNK_BYTES } from './seal.ts';

/** What of a database is on the disk: the base, the log behind it, and what a fold would have to copy. */
export class DurablePosition {
  /** Null until the first commit of a new database. */
  head: Head | null = null;
  generation = 0;
  /** The checksum the next record builds on. */
  chain = 0;
  at = 0;
  logRecords = 0;
  logBytes = 0;
  sizeBytes = 0;
  /** The chunks that the log has changed since they were written. */
  touched = new Set<number>();
  /** Counts how often the position was taken from elsewhere: a fold that began before has nothing to give back. */
  private era = 0;

  /** As it was read from the disk. */
  adopt({ head, generation, chain, at, logRecords, logBytes, touched, bytes }: DurableState): void {
    Object.assign(this, { head, generation, chain, at, logRecords, logBytes, touched });
    this.sizeBytes = bytes.length;
    this.era++;
  }

  /** One record more is on the disk. */
  advance({ generation, checksum, at, pages, bytes, pageSize, pageCount }: LogRecord): void {
    this.generation = generation;
    this.chain = checksum;
    this.at = at;
    this.logRecords++;
    this.logBytes += bytes.length;
    for (const page of pages) this.touched.add(Math.floor((page * pageSize) / CHUNK_BYTES));
    const size = pageSize * pageCount;
    // What was cut off is zeros where the file grows again, which SQLite need not write.
    for (let cut = size; cut < this.sizeBytes; cut += CHUNK_BYTES)
      this.touched.add(Math.floor(cut / CHUNK_BYTES));
    this.sizeBytes = size;
  }

  /** A base that holds everything up to `head.generation`; the log behind it is empty. */
  rebase(head: Head): void {
    const { generation, chain, at, pageSize, pageCount } = head;
    Object.assign(this, { head, generation, chain, at, logRecords: 0, logBytes: 0 });
    this.sizeBytes = pageSize * pageCount;
    this.touched = new Set();
    this.era++;
  }

  /** What a fold that begins now takes upon itself. */
  beginFold(): FoldedPart {
    const { head, generation, chain, at, logRecords, logBytes, touched, era } = this;
    this.touched = new Set();
    return { head, generation, chain, at, logRecords, logBytes, touched, era };
  }

  /** The fold succeeded: the records it took are out of the log. */
  endFold(head: Head, part: FoldedPart): void {
    this.head = head;
    this.logRecords -= part.logRecords;
    this.logBytes -= part.logBytes;
  }

  /** The fold came to nothing. */
  undoFold(part: FoldedPart): void {
    if (part.era !== this.era) return;
    for (const index of part.touched) this.touched.add(index);
  }
}

export type FoldedPart = Pick<
  DurablePosition,
  'head' | 'generation' | 'chain' | 'at' | 'logRecords' | 'logBytes' | 'touched'
> & { era: number };
