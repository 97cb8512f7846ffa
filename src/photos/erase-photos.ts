import { forgetErasedContent } from '../accounts/purge-journal.ts';
import { recordChange } from '../accounts/record-change.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { photoEraseRepository } from './photo-erase-repository.ts';

/**
 * Erases every photo of drafts that are about to be erased, inside the caller's transaction and before the drafts go.
 * The bytes follow with the next sweep of what no row knows.
 * @returns how many went
 */
export function erasePhotosOfDrafts(
  tx: Transaction,
  accountId: string,
  draftIds: readonly string[],
  now: string,
): number {
  const photos = photoEraseRepository(accountId);
  const rows = photos.ofDrafts(tx, draftIds);
  if (rows.length === 0) return 0;
  photos.erase(tx, rows, now);
  const ids = rows.map((row) => row.photo_id);
  forgetErasedContent(tx, accountId, 'photo', ids);
  tx.emit('photos.changed', ...ids);
  return rows.length;
}

/**
 * Erases at most `limit` photos that were put in the bin one by one before a time (ISO): a draft's, or the tray's.
 * @param held ids of photos that an unfinished job refers to: they stay
 * @returns how many went
 */
export function eraseBinnedPhotos(
  tx: Transaction,
  accountId: string,
  old: { before: string; held: readonly string[]; now: string },
  limit: number,
): number {
  const photos = photoEraseRepository(accountId);
  const rows = photos.binned(tx, old.before, old.held, limit);
  if (rows.length === 0) return 0;
  photos.erase(tx, rows, old.now);
  const ids = rows.map((row) => row.photo_id);
  forgetErasedContent(tx, accountId, 'photo', ids);
  for (const entityId of ids) {
    recordChange(tx, accountId, {
      actor: 'worker',
      action: 'photo.erase',
      entity: 'photo',
      entityId,
      now: old.now,
    });
  }
  tx.emit('photos.changed', ...ids);
  return rows.length;
}

/** How many photos those two would take. */
export function countErasablePhotos(
  reader: Reader,
  accountId: string,
  old: { before: string; held: readonly string[]; draftIds: readonly string[] },
): number {
  const photos = photoEraseRepository(accountId);
  return photos.countOfDrafts(reader, old.draftIds) + photos.countBinned(reader, old.before, old.held);
}
