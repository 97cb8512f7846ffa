/** The layout of what lies on the disk; a newer one is refused. */
export const DISK_FORMAT = 1;

/** One commit, or several that shared a flush: whole pages, so that applying it twice changes nothing. */
export interface LogRecord {
  /** Which life of the database it belongs to: a new one begins with each replacement of the whole content. */
  lineage: string;
  /** 1 more than the generation before it. */
  generation: number;
  /** The checksum of the record (or of the head) it builds on: the log is a chain. */
  previous: number;
  /** When it was written, ms since 1970. */
  at: number;
  pageSize: number;
  pageCount: number;
  pages: Uint32Array<ArrayBuffer>;
  bytes: Uint8Array<ArrayBuffer>;
  checksum: number;
}

/** A piece of the database file. Written under a key of its own, and part of the database once the head names it. */
export interface Chunk {
  lineage: string;
  index: number;
  fold: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Where one chunk of the base is: which fold wrote it, and its checksum. Fold 0: all zeros, kept nowhere. */
export interface ChunkEntry {
  /** A random number other than 0: two writers at once can't write over each other's chunks. */
  fold: number;
  checksum: number;
}

/** What the database is made of: the base chunks, and which log records follow. */
export interface Head {
  format: number;
  lineage: string;
  /** All log records up to this one are folded into the chunks. */
  generation: number;
  /** The chunks may hold pages of records up to this one: with fewer the database is torn. */
  settled: number;
  /** The checksum of the record of `generation`, on which the first record of the log builds. */
  chain: number;
  at: number;
  pageSize: number;
  pageCount: number;
  chunkBytes: number;
  directory: ChunkEntry[];
  checksum: number;
}

/** What tells whether another writer has folded or replaced the database meanwhile. */
export type HeadVersion = Pick<Head, 'lineage' | 'generation' | 'checksum'>;

/** How far the log was seen to reach in a quiet moment: the last record of a log has none after it to miss it. */
export interface Tail {
  lineage: string;
  generation: number;
  at: number;
}

/** Everything that belongs to a database, as read; nothing of it is trusted yet. */
export interface DiskContent {
  head: unknown;
  tail: unknown;
  /** One for each entry of the head's directory, undefined where it is missing. */
  chunks: unknown[];
  /** In the order of their keys. */
  log: unknown[];
}

/** A fold: chunks that were put beforehand become the base, and the log up to `head.generation` goes. */
export interface Fold {
  /** Null where there is no database yet. */
  expected: HeadVersion | null;
  head: Head;
}

/**
 * Where the pages of one database lie. Each method that writes resolves once that is durable, and is one transaction:
 * all of it or nothing.
 */
export interface PageDisk {
  /** Null where there is no database, or where the making of one was cut short. */
  load(): Promise<DiskContent | null>;
  /** To be called before the first chunk of a new database: until `fold` there is none. */
  begin(): Promise<void>;
  /**
   * @throws PagedSqliteError `fenced` where the head is not `base` any more or the generation is taken. The record may
   *   then have been kept where no reader takes it for part of the database.
   */
  append(record: LogRecord, base: HeadVersion): Promise<void>;
  putChunks(chunks: Chunk[]): Promise<void>;
  /** Removes the chunks of a fold that came to nothing. */
  dropChunks(lineage: string, fold: number): Promise<void>;
  /** The one write that need not be durable at once. */
  noteTail(tail: Tail): Promise<void>;
  /**
   * Makes `head` the head and drops every chunk and record that it does not need.
   * @throws PagedSqliteError `fenced` where the head is not `expected` any more: nothing was changed
   */
  fold(fold: Fold): Promise<void>;
  /** Removes the database with everything beside it. */
  remove(): Promise<void>;
  close(): void;
}
