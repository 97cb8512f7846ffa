import { recordChange, type RecordedChange } from '../accounts/record-change.ts';
import { contentLock } from '../drafts/draft-status.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { recheckDraft } from '../drafts/recheck-draft.ts';
import type { Draft } from '../drafts/draft.ts';
import { appError } from '../shared/app-error.ts';
import type { Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Reader, Store, Transaction } from '../store/store.ts';
import type { PhotoBlobs } from './photo.ts';

/** What the use cases of photos need; the context of the handlers fits. */
export interface PhotoDeps {
  store: Store;
  clock: Clock;
  accountId(): string;
  blobs: PhotoBlobs;
}

/** A draft whose photos may change now: `not_found` also in the bin, `draft_locked` while what would be sent is fixed. */
export function openDraft(reader: Reader, accountId: string, draftId: string): Result<Draft> {
  const draft = readDraft(reader, accountId, draftId);
  if (!draft || draft.deletedAt) return fail(appError('not_found'));
  const reason = contentLock(draft);
  return reason ? fail(appError('draft_locked', { params: { reason } })) : ok(draft);
}

/** What follows every change of what a draft shows: journal, gate, and word to open pages. */
export function recordPhotoChange(
  tx: Transaction,
  accountId: string,
  clock: Pick<Clock, 'now'>,
  photoId: string,
  draftId: string | null,
  change: Omit<RecordedChange, 'actor' | 'entity' | 'entityId' | 'draftId'>,
): Result<void> {
  recordChange(tx, accountId, { actor: 'seller', entity: 'photo', entityId: photoId, draftId, ...change });
  tx.emit('photos.changed', photoId);
  if (!draftId) return ok();
  tx.emit('drafts.changed', draftId);
  const checked = recheckDraft(tx, accountId, draftId, clock);
  return checked.ok ? ok() : checked;
}
