import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import { openDraft, recordPhotoChange, type PhotoDeps } from './photo-deps.ts';
import { photoRepository } from './photo-repository.ts';
import { setOrder } from './order-photos.ts';

/**
 * Puts a photo in the bin; those behind it move up. It keeps its position, so that `restorePhoto` is an exact undo,
 * and its bytes.
 * @returns `not_found`, `draft_locked` where it cannot
 */
export async function removePhoto(deps: PhotoDeps, photoId: string): Promise<Result<{ photoId: string }>> {
  const accountId = deps.accountId();
  const photos = photoRepository(accountId);
  return writeResult(deps.store, (tx) => {
    const photo = photos.find(tx, photoId);
    if (!photo || photo.deletedAt) return fail(appError('not_found'));
    const { draftId, position } = photo;
    if (draftId) {
      const opened = openDraft(tx, accountId, draftId);
      if (!opened.ok) return opened;
    }
    const now = isoTime(deps.clock.now());
    const before = photos.ofDraft(tx, draftId).map((each) => each.photoId);
    const after = before.filter((id) => id !== photoId);
    photos.setDeleted(tx, photoId, now, now);
    setOrder(tx, accountId, after, now);
    const change = {
      action: 'photo.remove',
      before: { photos: before, position },
      after: { photos: after },
      now,
    };
    const recorded = recordPhotoChange(tx, accountId, deps.clock, photoId, draftId, change);
    return recorded.ok ? ok({ photoId }) : recorded;
  });
}
