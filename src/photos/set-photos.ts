import { recheckDraft } from '../drafts/recheck-draft.ts';
import { recordChange, type Actor } from '../accounts/record-change.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Transaction } from '../store/store.ts';
import { setOrder } from './order-photos.ts';
import { PHOTO_LIMITS } from './photo.ts';
import { photoRepository } from './photo-repository.ts';

/**
 * Makes a draft show exactly these photos of its own, in this order, inside the caller's transaction: others go to the
 * bin, named ones come out of it. Whether the draft may change is the caller's to know.
 * @returns `not_found` for a photo that was erased or is another draft's · `photo_limit` · `photo_duplicate`
 */
export function setPhotos(
  tx: Transaction,
  accountId: string,
  draftId: string,
  photoIds: readonly string[],
  terms: { clock: Pick<Clock, 'now'>; actor?: Actor },
): Result<void> {
  const photos = photoRepository(accountId);
  const before = photos.ofDraft(tx, draftId).map((photo) => photo.photoId);
  if (before.join() === photoIds.join()) return ok();
  const wanted = photoIds.map((id) => photos.find(tx, id));
  const missing = wanted.some((photo) => photo?.draftId !== draftId);
  if (missing || new Set(photoIds).size < photoIds.length) return fail(appError('not_found'));
  if (photoIds.length > PHOTO_LIMITS.perDraft) {
    return fail(appError('photo_limit', { params: { photo: '', max: PHOTO_LIMITS.perDraft } }));
  }
  const contents = new Set(wanted.map((photo) => photo!.sha256));
  if (contents.size < photoIds.length)
    return fail(appError('photo_duplicate', { params: { photo: wanted[0]!.fileName ?? '' } }));

  const now = isoTime(terms.clock.now());
  const actor = terms.actor ?? 'seller';
  const kept = new Set(photoIds);
  const gone = before.filter((id) => !kept.has(id));
  for (const id of gone) photos.setDeleted(tx, id, now, now);
  for (const photo of wanted) if (photo!.deletedAt) photos.setDeleted(tx, photo!.photoId, null, now);
  setOrder(tx, accountId, photoIds, now);
  recordChange(tx, accountId, {
    actor,
    action: 'photo.order',
    entity: 'photo',
    entityId: photoIds[0] ?? gone[0]!,
    draftId,
    before: { photos: before },
    after: { photos: photoIds },
    now,
  });
  tx.emit('photos.changed', ...gone, ...photoIds);
  tx.emit('drafts.changed', draftId);
  return recheckDraft(tx, accountId, draftId, terms.clock, actor);
}
