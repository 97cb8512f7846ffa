import type { Model, Row } from './rows.ts';

/** One way to keep rows durably, as it would be used by itself. */
export interface Strategy {
  /** Makes the database, with these rows in it, and leaves it closed. */
  create(rows: Iterable<Row>, count: number): Promise<void>;
  open(): Promise<void>;
  /** Replaces these rows in one transaction; resolves once that is durable. */
  commit(rows: Row[]): Promise<void>;
  /** To be asked after an `open`. @returns what lies on the disk and was not told, in words; null where all is well */
  difference(model: Model): Promise<string | null>;
  /** Waits for what still runs behind the commits. */
  close(): Promise<void>;
  /** Bytes handed to IndexedDB by the last commit, where that is known. */
  lastBytes?(): number;
  /** How often what was written was folded together since the last `open`. */
  folds?(): number;
}
