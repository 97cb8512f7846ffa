import { recordChange } from '../accounts/record-change.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Transaction } from '../store/store.ts';
import type { PhotoDeps } from './photo-deps.ts';
import { photoRepository } from './photo-repository.ts';

/**
 * Sets what a photo shows, in words. It is never sent, so it may change while a job runs, and no gate asks for it.
 * @param altText blank is none
 * @returns `not_found` where the photo is not there
 */
export function describePhoto(
  deps: PhotoDeps,
  photoId: string,
  altText: string | null,
): Promise<Result<{ photoId: string }>> {
  const accountId = deps.accountId();
  return writeResult(deps.store, (tx) => setAltText(tx, accountId, photoId, altText, deps.clock));
}

/** The same inside the caller's transaction. */
export function setAltText(
  tx: Transaction,
  accountId: string,
  photoId: string,
  altText: string | null,
  clock: Pick<Clock, 'now'>,
): Result<{ photoId: string }> {
  const photos = photoRepository(accountId);
  const photo = photos.find(tx, photoId);
  if (!photo || photo.deletedAt) return fail(appError('not_found'));
  const now = isoTime(clock.now());
  const text = altText?.trim() || null;
  if (text === photo.altText) return ok({ photoId });
  photos.setAltText(tx, photoId, text, now);
  recordChange(tx, accountId, {
    actor: 'seller',
    action: 'photo.describe',
    entity: 'photo',
    entityId: photoId,
    draftId: photo.draftId,
    before: { altText: photo.altText },
    after: { altText: text },
    now,
  });
  tx.emit('photos.changed', photoId);
  if (photo.draftId) tx.emit('drafts.changed', photo.draftId);
  return ok({ photoId });
}
