import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { setOrder } from './order-photos.ts';
import { PHOTO_LIMITS } from './photo.ts';
import { recordPhotoChange } from './photo-deps.ts';
import { photoRepository, type PhotoUse } from './photo-repository.ts';

/**
 * Whether a draft can show exactly these photos of its own.
 * @returns `not_found` for a photo that was erased or is another draft's · `photo_limit` · `photo_duplicate`
 */
export function mayShow(
  reader: Reader,
  accountId: string,
  draftId: string,
  photoIds: readonly string[],
): Result<PhotoUse[]> {
  const photos = photoRepository(accountId);
  const wanted = photoIds.flatMap((id) => photos.find(reader, id) ?? []);
  const ours = wanted.length === photoIds.length && wanted.every((photo) => photo.draftId === draftId);
  if (!ours) return fail(appError('not_found'));
  if (photoIds.length > PHOTO_LIMITS.perDraft) {
    return fail(appError('photo_limit', { params: { photo: '', max: PHOTO_LIMITS.perDraft } }));
  }
  const twice = wanted.find((photo, i) => wanted.findIndex(({ sha256 }) => sha256 === photo.sha256) < i);
  if (twice) return fail(appError('photo_duplicate', { params: { photo: twice.fileName ?? '' } }));
  return ok(wanted);
}

/**
 * Makes a draft show exactly these photos of its own, in this order, inside the caller's transaction: others go to the
 * bin, named ones come out of it. Whether the draft may change is the caller's to know.
 * @returns as `mayShow`
 */
export function setPhotos(
  tx: Transaction,
  accountId: string,
  draftId: string,
  photoIds: readonly string[],
  clock: Pick<Clock, 'now'>,
): Result<void> {
  const photos = photoRepository(accountId);
  const before = photos.ofDraft(tx, draftId).map((photo) => photo.photoId);
  if (before.join() === photoIds.join()) return ok();
  const wanted = mayShow(tx, accountId, draftId, photoIds);
  if (!wanted.ok) return wanted;

  const now = isoTime(clock.now());
  const gone = before.filter((id) => !photoIds.includes(id));
  for (const id of gone) photos.setDeleted(tx, id, now, now);
  for (const photo of wanted.value) if (photo.deletedAt) photos.setDeleted(tx, photo.photoId, null, now);
  setOrder(tx, accountId, photoIds, now);
  tx.emit('photos.changed', ...gone);
  const change = { action: 'photo.order', before: { photos: before }, after: { photos: photoIds }, now };
  return recordPhotoChange(tx, accountId, clock, photoIds[0] ?? gone[0]!, draftId, change);
}
