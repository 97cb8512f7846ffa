/** The pages that changed since they were last taken. Pages are counted from 0. */
export interface ChangedPages {
  pageSize: number;
  /** The size of the whole database after the change. */
  pageCount: number;
  /** Ascending. */
  numbers: Uint32Array<ArrayBuffer>;
  /** The pages' bytes one after another, in the order of `numbers`. */
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The file of an open SQLite database, as SQLite would see it. Everything here is synchronous and outside of
 * transactions: between two of them the file is what is committed in memory.
 */
export interface DatabaseFile {
  /** Whether anything was written since the last `takeChanges`. May be true without a difference. */
  hasChanges(): boolean;
  /** Hands over what changed, once. */
  takeChanges(): ChangedPages;
  size(): { pageSize: number; pageCount: number };
  /** Copies bytes out of the file; past its end there are none. */
  read(offset: number, length: number): Uint8Array<ArrayBuffer>;
}

const DEFAULT_PAGE_SIZE = 4096;

/** SQLite's header says its page size in bytes 16 and 17; 1 stands for 65 536. */
export function pageSizeOf(header: Uint8Array): number {
  if (header.length < 18) return DEFAULT_PAGE_SIZE;
  const size = (header[16]! << 8) | header[17]!;
  return size === 1 ? 65_536 : size || DEFAULT_PAGE_SIZE;
}
