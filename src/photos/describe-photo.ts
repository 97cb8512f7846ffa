import { recordChange } from '../accounts/record-change.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { PhotoDeps } from './photo-deps.ts';
import { photoRepository } from './photo-repository.ts';

/**
 * Sets what a photo shows, in words. It is never sent, so it may change while a job runs, and no gate asks for it.
 * @param altText blank is none
 * @returns `not_found` where the photo is not there
 */
export async function describePhoto(
  deps: PhotoDeps,
  photoId: string,
  altText: string | null,
): Promise<Result<{ photoId: string }>> {
  const accountId = deps.accountId();
  const photos = photoRepository(accountId);
  return writeResult(deps.store, (tx) => {
    const photo = photos.find(tx, photoId);
    if (!photo || photo.deletedAt) return fail(appError('not_found'));
    const now = isoTime(deps.clock.now());
    const text = altText?.trim() || null;
    photos.setAltText(tx, photoId, text, now);
    recordChange(tx, accountId, {
      actor: 'seller',
      action: 'photo.describe',
      entity: 'photo',
      entityId: photoId,
      before: { altText: photo.altText },
      after: { altText: text },
      now,
    });
    tx.emit('photos.changed', photoId);
    if (photo.draftId) tx.emit('drafts.changed', photo.draftId);
    return ok({ photoId });
  });
}
