import { asOperation, recordChange } from '../accounts/record-change.ts';
import { insertPhoto } from '../photos/attach-photo.ts';
import type { DraftPhoto, ImportedPhoto } from '../photos/photo.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import { addDraft } from './create-draft.ts';
import type { Draft } from './draft.ts';
import type { DraftDeps } from './draft-deps.ts';
import { draftRepository } from './draft-repository.ts';
import { recheckDraft } from './recheck-draft.ts';
import { stateHash } from './state-hash.ts';

/**
 * A second draft with the same text, price, fields and photos, for a piece of its own under the next reference. The new
 * piece has the other's cost, source, place and measures; its notes and defects are its own and start empty.
 * @returns the new draft, or `not_found`
 */
export function duplicateDraft(deps: DraftDeps, id: string): Promise<Result<Draft>> {
  const accountId = deps.accountId();
  const drafts = draftRepository(accountId);
  return writeResult(deps.store, (tx): Result<Draft> => {
    const original = drafts.find(tx, id);
    if (!original || original.deletedAt) return fail(appError('not_found'));
    const now = isoTime(deps.clock.now());
    asOperation(tx, { kind: 'draft.duplicate', now });
    const { title, description, priceCents, labels, listing, piece } = original;
    const patch = { title, description, priceCents, labels, listing };
    const copied = piece && {
      costCents: piece.costCents,
      source: piece.source,
      location: piece.location,
      measures: piece.measures,
    };
    const copyId = addDraft(tx, accountId, copied ? { ...patch, piece: copied } : patch, deps.clock);
    for (const photo of original.photos) {
      const joined = insertPhoto(tx, accountId, copyId, importedAgain(photo), now);
      if (!joined.ok) return joined;
    }
    const copy = drafts.find(tx, copyId)!;
    recordChange(tx, accountId, {
      actor: 'seller',
      action: 'draft.duplicate',
      entity: 'draft',
      entityId: copyId,
      before: { photos: [] },
      after: { of: id, photos: copy.photos.map((photo) => photo.photoId), state: stateHash(copy) },
      now,
    });
    const checked = recheckDraft(tx, accountId, copyId, deps.clock);
    return checked.ok ? ok(drafts.find(tx, copyId)!) : checked;
  });
}

/** The content is there already: its row is found by its hash, and what only an import knows is not asked for. */
function importedAgain(photo: DraftPhoto): ImportedPhoto {
  return {
    sha256: photo.sha256,
    originalSha256: photo.sha256,
    dhash: null,
    width: photo.width,
    height: photo.height,
    mime: 'image/jpeg',
    fileSizeBytes: photo.fileSizeBytes,
    compressedSizeBytes: photo.compressedSizeBytes,
    fileName: photo.fileName ?? '',
    exifTakenAt: null,
  };
}
