import { LOCAL_DATABASE } from './database-name.ts';

/** What is remembered of a database that is not open, so that a list need not open it. */
export interface KnownDatabase {
  login: string | null;
  datasetId: string;
  /** ISO time. */
  openedAt: string;
}

/** A database and a body of photos that the seller had erased. Null: that part is done. */
export interface Erasure {
  database: string | null;
  datasetId: string | null;
}

/**
 * Which account is open, and what is half done. One value outside SQLite, so that it changes as a whole: whatever dies
 * between two changes of databases, the next start finds here how to go on.
 */
export interface AccountBook {
  /** The database that is opened at the next start. */
  open: string;
  /** True once it was made: from then on a missing one is an error, never a fresh start. */
  made: boolean;
  known: Record<string, KnownDatabase>;
  renaming: { from: string; to: string } | null;
  erasing: Erasure[];
}

export const EMPTY_BOOK: AccountBook = {
  open: LOCAL_DATABASE,
  made: false,
  known: {},
  renaming: null,
  erasing: [],
};

/** Where the book lies. `write` resolves once it is kept. */
export interface BookKeeper {
  read(): Promise<AccountBook>;
  write(book: AccountBook): Promise<void>;
}

/** The book after a database was opened, or what is known of it changed. */
export function entered(book: AccountBook, name: string, facts: KnownDatabase): AccountBook {
  return { ...book, open: name, made: true, known: { ...book.known, [name]: facts } };
}

/** The book without what is known of these databases. */
export function forgotten(book: AccountBook, names: readonly string[]): AccountBook {
  const known = Object.fromEntries(Object.entries(book.known).filter(([name]) => !names.includes(name)));
  return { ...book, known };
}
