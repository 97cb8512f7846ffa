import { readDraft } from '../drafts/read-draft.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { newId, sha256Hex } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Transaction } from '../store/store.ts';
import { readImageHeader } from './image-header.ts';
import { withoutMetadata } from './jpeg-parts.ts';
import { PHOTO_LIMITS, type DraftPhoto, type ImportedPhoto, type PhotoBlobs } from './photo.ts';
import { openDraft, recordPhotoChange, type PhotoDeps } from './photo-deps.ts';
import { photoRepository } from './photo-repository.ts';

/**
 * Gives a draft a photo that the page imported; it comes last. The bytes must lie in the blob store already: they are
 * read and hashed here, since a page's word is not enough for what gets published.
 * @returns the photo as the draft shows it; or `photo_missing`, `photo_unreadable` (the bytes are not what was said),
 *   `not_found`, `draft_locked`, `photo_limit`, `photo_duplicate`
 */
export async function attachPhoto(
  deps: PhotoDeps,
  draftId: string,
  photo: ImportedPhoto,
): Promise<Result<DraftPhoto>> {
  const verified = await verifyStored(deps.blobs, photo);
  if (!verified.ok) return verified;
  const accountId = deps.accountId();
  return writeResult(deps.store, (tx) => {
    const draft = openDraft(tx, accountId, draftId);
    if (!draft.ok) return draft;
    const now = isoTime(deps.clock.now());
    const inserted = insertPhoto(tx, accountId, draftId, photo, now);
    if (!inserted.ok) return inserted;
    const photoId = inserted.value;
    const photos = draft.value.photos.map((each) => each.photoId);
    const recorded = recordPhotoChange(tx, accountId, deps.clock, photoId, draftId, {
      action: 'photo.attach',
      before: { photos },
      after: { photos: [...photos, photoId], sha256: photo.sha256, fileName: photo.fileName },
      now,
    });
    if (!recorded.ok) return recorded;
    return ok(readDraft(tx, accountId, draftId)!.photos.find((each) => each.photoId === photoId)!);
  });
}

/** Keeps a photo in the tray, belonging to no draft yet. Verified as by `attachPhoto`. */
export async function keepInTray(deps: PhotoDeps, photo: ImportedPhoto): Promise<Result<DraftPhoto>> {
  const verified = await verifyStored(deps.blobs, photo);
  if (!verified.ok) return verified;
  const accountId = deps.accountId();
  return writeResult(deps.store, (tx) => {
    const now = isoTime(deps.clock.now());
    const photos = photoRepository(accountId);
    const assetId = photos.keepAsset(tx, photo, now);
    const photoId = newId(deps.clock.now());
    const position = photos.ofDraft(tx, null).length;
    photos.insert(tx, { photoId, draftId: null, assetId, position }, photo, now);
    const after = { draftId: null, sha256: photo.sha256, fileName: photo.fileName };
    recordPhotoChange(tx, accountId, deps.clock, photoId, null, { action: 'photo.attach', after, now });
    const { sha256, width, height, mime, fileSizeBytes, compressedSizeBytes, fileName } = photo;
    const facts = { sha256, width, height, mime, fileSizeBytes, compressedSizeBytes, fileName };
    const use = { photoId, draftId: null, assetId, position, altText: null };
    return ok({ ...use, ...facts, tier: 'temp' as const, publishedToVinted: false });
  });
}

/**
 * Appends the row of a verified photo to a draft, inside the caller's transaction; journal and gate are the caller's.
 * @returns the new photo's id; or `photo_limit`, `photo_duplicate`
 */
export function insertPhoto(
  tx: Transaction,
  accountId: string,
  draftId: string,
  photo: ImportedPhoto,
  now: string,
): Result<string> {
  const photos = photoRepository(accountId);
  const there = photos.ofDraft(tx, draftId);
  const refused = mayJoin(there, photo.sha256, photo.fileName);
  if (!refused.ok) return refused;
  const assetId = photos.keepAsset(tx, photo, now);
  const photoId = newId(Date.parse(now));
  photos.insert(tx, { photoId, draftId, assetId, position: there.length }, photo, now);
  return ok(photoId);
}

/** Twenty at most, and no content twice. */
export function mayJoin(
  there: readonly { sha256: string }[],
  sha256: string,
  name: string | null,
): Result<void> {
  const photo = name ?? '';
  if (there.some((each) => each.sha256 === sha256))
    return fail(appError('photo_duplicate', { params: { photo } }));
  if (there.length >= PHOTO_LIMITS.perDraft) {
    return fail(appError('photo_limit', { params: { photo, max: PHOTO_LIMITS.perDraft } }));
  }
  return ok();
}

/** Reads the stored bytes back: there, of that hash and size, a clean JPEG of those measures. */
export async function verifyStored(
  blobs: Pick<PhotoBlobs, 'full'>,
  photo: ImportedPhoto,
): Promise<Result<void>> {
  const params = { photo: photo.fileName };
  const blob = await blobs.full(photo.sha256);
  if (!blob) return fail(appError('photo_missing', { params }));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const header = readImageHeader(bytes, 'jpeg');
  const same =
    header?.width === photo.width &&
    header.height === photo.height &&
    bytes.length === photo.compressedSizeBytes &&
    (await sha256Hex(bytes)) === photo.sha256;
  if (!same)
    return fail(appError('photo_unreadable', { params, detail: 'stored bytes differ from what was said' }));
  if (withoutMetadata(bytes)?.length !== bytes.length) {
    return fail(appError('photo_unreadable', { params, detail: 'stored bytes hold metadata' }));
  }
  return ok();
}
