import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import { mayJoin } from './attach-photo.ts';
import { setOrder } from './order-photos.ts';
import { openDraft, recordPhotoChange, type PhotoDeps } from './photo-deps.ts';
import { photoRepository } from './photo-repository.ts';

/**
 * Takes a photo out of the bin, back to where it stood.
 * @returns `not_found`, `draft_locked`; `photo_limit` or `photo_duplicate` where the draft filled up meanwhile
 */
export async function restorePhoto(deps: PhotoDeps, photoId: string): Promise<Result<{ photoId: string }>> {
  const accountId = deps.accountId();
  const photos = photoRepository(accountId);
  return writeResult(deps.store, (tx) => {
    const photo = photos.find(tx, photoId);
    if (!photo?.deletedAt) return fail(appError('not_found'));
    const { draftId, position } = photo;
    const there = photos.ofDraft(tx, draftId);
    if (draftId) {
      const opened = openDraft(tx, accountId, draftId);
      if (!opened.ok) return opened;
      const joined = mayJoin(there, photo.sha256, photo.fileName);
      if (!joined.ok) return joined;
    }
    const now = isoTime(deps.clock.now());
    photos.setDeleted(tx, photoId, null, now);
    const before = there.map((each) => each.photoId);
    const after = before.toSpliced(position, 0, photoId);
    setOrder(tx, accountId, after, now);
    const change = { action: 'photo.restore', before: { photos: before }, after: { photos: after }, now };
    const recorded = recordPhotoChange(tx, accountId, deps.clock, photoId, draftId, change);
    return recorded.ok ? ok({ photoId }) : recorded;
  });
}
