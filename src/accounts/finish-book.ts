import type { Logger } from '../shared/logger.ts';
import type { DatabaseShelf } from '../store/database-shelf.ts';
import { forgotten, type AccountBook, type BookKeeper, type Erasure } from './account-book.ts';

export interface BookDeps {
  shelf: Pick<DatabaseShelf, 'list' | 'rename' | 'remove'>;
  book: BookKeeper;
  /** Drops the photo bytes of a dataset. */
  removePhotos(datasetId: string): Promise<void>;
  log: Pick<Logger, 'error'>;
}

/**
 * Gives a closed database its new name. Written down first: a death before, at or after the renaming is finished by
 * `finishRenaming` at the next start, and until then the book says where the database lies.
 */
export async function renameDatabase(deps: BookDeps, from: string, to: string): Promise<AccountBook> {
  const book = { ...(await deps.book.read()), renaming: { from, to } };
  await deps.book.write(book);
  return finishRenaming(deps, book);
}

/** Safe to repeat: looks what lies where instead of trusting how far it came. */
export async function finishRenaming(deps: BookDeps, book: AccountBook): Promise<AccountBook> {
  if (!book.renaming) return book;
  const { from, to } = book.renaming;
  const names = await deps.shelf.list();
  if (names.includes(from) && !names.includes(to)) await deps.shelf.rename(from, to);
  const after = await deps.shelf.list();
  const arrived = after.includes(to) && !after.includes(from);
  const facts = book.known[from] ?? book.known[to];
  const next: AccountBook = { ...book, renaming: null };
  if (arrived) {
    Object.assign(next, forgotten(next, [from]));
    if (book.open === from) next.open = to;
    if (facts) next.known = { ...next.known, [to]: facts };
  }
  await deps.book.write(next);
  return next;
}

/**
 * Removes what the book says is erased, part by part, each crossed out once it is gone. A database that cannot be
 * removed throws; photos that cannot be are tried again at the next start, under an id that nothing else ever has.
 */
export async function finishErasures(deps: BookDeps, book: AccountBook): Promise<AccountBook> {
  let current = book;
  const cross = async (from: Erasure, to: Erasure | null) => {
    const erasing = current.erasing.flatMap((one) => (one === from ? (to ? [to] : []) : [one]));
    current = { ...current, erasing };
    await deps.book.write(current);
  };
  for (const erasure of book.erasing) {
    let left = erasure;
    if (left.database) {
      await deps.shelf.remove(left.database);
      const next = { ...left, database: null };
      current = forgotten(current, [left.database]);
      await cross(left, next);
      left = next;
    }
    try {
      if (left.datasetId) await deps.removePhotos(left.datasetId);
      await cross(left, null);
    } catch (error) {
      deps.log.error('photos of an erased account are still there', { error });
    }
  }
  return current;
}
