/** A value SQLite takes and gives. */
export type SqlValue = string | number | null | Uint8Array;
export type SqlParams = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/** Reading. Synchronous: sql.js answers from memory. */
export interface Reader {
  all<Row extends object>(sql: string, params?: SqlParams): Row[];
  /** The first row, or null. */
  get<Row extends object>(sql: string, params?: SqlParams): Row | null;
}

/** What changed, for open pages: sent once the commit is durable. */
export interface ChangeEvent {
  name:
    | 'drafts.changed'
    | 'photos.changed'
    | 'queue.changed'
    | 'listings.changed'
    | 'settings.changed'
    | 'jobs.changed'
    | 'account.changed';
  ids: string[];
}

/** Writing, inside one transaction. Synchronous: there is never an await in a transaction. */
export interface Transaction extends Reader {
  /** @returns the number of rows this statement changed itself, without cascades */
  run(sql: string, params?: SqlParams): number;
  /** Announces a change after the commit became durable; events of one name are merged. */
  emit(name: ChangeEvent['name'], ...ids: string[]): void;
}

/** The state of a database, for health and storage pages. */
export interface StoreStatus {
  name: string;
  schemaVersion: number;
  sizeBytes: number;
  generation: number;
  backend: 'sqlite' | 'memory';
  /** What was written since the pages were last folded together. */
  logBytes: number;
  /** How changed pages are found: `compare` is the slow way, where this SQLite does not show its writes. */
  tracking: 'vfs' | 'compare';
}

export interface PageStats {
  pageSize: number;
  pageCount: number;
  /** Pages that hold nothing: `vacuum` gives them back. */
  freePages: number;
}

/** What a copy of the whole database was taken before. */
export const SNAPSHOT_REASONS = [
  'migration',
  'import',
  'mass_edit',
  'purge',
  'restore',
  'damaged',
  'manual',
] as const;
export type SnapshotReason = (typeof SNAPSHOT_REASONS)[number];

export interface SnapshotInfo {
  id: string;
  reason: SnapshotReason;
  takenAt: string;
  generation: number;
  schemaVersion: number;
  /** The size of the database, and what the copy takes, compressed. */
  sizeBytes: number;
  storedBytes: number;
  /** Rows by table. */
  rows: Record<string, number>;
}

/**
 * Carries into an older state what must not be forgotten (spec 3.2: what happened on Vinted is never rewound).
 * @param now what is true now; null where it cannot be read any more
 * @param past the older state, in the transaction that prepares it
 */
export type CarryForward = (now: Reader | null, past: Transaction) => void;

/**
 * One account's database. The interface the whole product leans on: the engine behind it may change, its contract
 * (`src/store/store-contract.ts`) does not.
 */
export interface Store {
  /**
   * Reads what is committed in memory. Never waits. Not inside a `write`: there the transaction reads.
   * @throws StoreLostError while a disk that failed could not be read back
   */
  read<T>(query: (reader: Reader) => T): T;
  /**
   * Runs `change` at once in one transaction; resolves with its value only once the result is durable (IndexedDB transaction
   * complete, `durability: 'strict'`). If `change` throws, everything is rolled back and the promise rejects with it.
   * If the result cannot be made durable, memory goes back to what is durable and the promise rejects with
   * `StoreFullError` (quota) or `StoreLostError`. `writeResult` of `rollback.ts` turns all expected failures into values.
   */
  write<T>(change: (transaction: Transaction) => T): Promise<T>;
  /** Called with the events of each durable commit. @returns the way to stop listening */
  onChange(listener: (events: ChangeEvent[]) => void): () => void;
  status(): StoreStatus;
  /** The bytes of the database as a file any SQLite tool opens. */
  exportFile(): Uint8Array<ArrayBuffer>;
  pageStats(): PageStats;
  /** Gives back at most `maxPages` free pages, durably; small steps, so that no commit becomes large. @returns how many */
  vacuum(maxPages: number): Promise<number>;
  /** What SQLite finds wrong with itself and with references between rows; empty where all is well. */
  check(): string[];
  /** Keeps a copy of everything acknowledged, before something risky; older ones make room. */
  keepSnapshot(reason: SnapshotReason): Promise<SnapshotInfo>;
  /** Newest first. */
  snapshots(): Promise<SnapshotInfo[]>;
  removeSnapshot(id: string): Promise<void>;
  /**
   * Looks into a snapshot, brought up to today's schema in memory.
   * @throws StoreUnreadableError, StoreNewerError
   */
  readSnapshot<T>(id: string, query: (reader: Reader) => T): Promise<T>;
  /**
   * Goes back to a snapshot; the state of now is kept as a snapshot first. Whole or not at all.
   * @throws StoreUnreadableError, StoreNewerError, StoreFullError, StoreLostError: nothing was changed
   */
  restoreSnapshot(id: string, carry: CarryForward): Promise<void>;
  close(): Promise<void>;
}
