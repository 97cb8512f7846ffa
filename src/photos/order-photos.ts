import { readDraft } from '../drafts/read-draft.ts';
import type { Draft } from '../drafts/draft.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Transaction } from '../store/store.ts';
import type { DraftPhoto } from './photo.ts';
import { openDraft, recordPhotoChange, type PhotoDeps } from './photo-deps.ts';
import { photoRepository } from './photo-repository.ts';

/**
 * Puts a draft's photos in the given order; the first is the cover. A photo that is not named (added meanwhile in
 * another page) keeps its turn behind the named ones.
 * @returns all photos in their new order; or `not_found` (the draft, or a named photo), `draft_locked`
 */
export async function orderPhotos(
  deps: PhotoDeps,
  draftId: string,
  photoIds: string[],
): Promise<Result<DraftPhoto[]>> {
  const accountId = deps.accountId();
  return writeResult(deps.store, (tx) => {
    const opened = openDraft(tx, accountId, draftId);
    if (!opened.ok) return opened;
    const before = idsOf(opened.value);
    const named = new Set(photoIds);
    if ([...named].some((id) => !before.includes(id))) return fail(appError('not_found'));
    const after = [...named, ...before.filter((id) => !named.has(id))];
    if (after.join() === before.join()) return ok(opened.value.photos);

    const now = isoTime(deps.clock.now());
    setOrder(tx, accountId, after, now);
    const change = { action: 'photo.order', before: { photos: before }, after: { photos: after }, now };
    const recorded = recordPhotoChange(tx, accountId, deps.clock, after[0]!, draftId, change);
    return recorded.ok ? ok(readDraft(tx, accountId, draftId)!.photos) : recorded;
  });
}

/** Positions 0, 1, 2 … in the order of the ids. */
export function setOrder(tx: Transaction, accountId: string, photoIds: readonly string[], now: string): void {
  const photos = photoRepository(accountId);
  photoIds.forEach((id, position) => photos.setPosition(tx, id, position, now));
}

function idsOf(draft: Draft): string[] {
  return draft.photos.map((photo) => photo.photoId);
}
