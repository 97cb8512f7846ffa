import { asOperation, recordChange } from '../accounts/record-change.ts';
import { addDraft } from '../drafts/create-draft.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { recheckDraft } from '../drafts/recheck-draft.ts';
import { stateHash } from '../drafts/state-hash.ts';
import { insertPhoto, verifyStored } from '../photos/attach-photo.ts';
import type { PhotoDeps } from '../photos/photo-deps.ts';
import { isoTime } from '../shared/clock.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { DraftToImport } from './import-chosen.ts';

/**
 * Makes drafts of an import, all of them or none: new ids, new references, through the gate again, never published nor
 * prepared. Nothing else changes. Every photo's bytes must lie in the blob store; they are hashed here.
 * @returns the new drafts' ids in order; or what is wrong with the first photo that is (`photo_missing` …)
 */
export async function importDrafts(
  deps: PhotoDeps,
  drafts: readonly DraftToImport[],
): Promise<Result<string[]>> {
  for (const photo of drafts.flatMap((draft) => draft.photos)) {
    const verified = await verifyStored(deps.blobs, photo);
    if (!verified.ok) return verified;
  }
  const accountId = deps.accountId();
  return writeResult(deps.store, (tx) => {
    const created: string[] = [];
    const endMs = deps.clock.now();
    asOperation(tx, { kind: 'import', now: isoTime(endMs) });
    for (const [index, { patch, photos, sourceId }] of drafts.entries()) {
      // Each has a millisecond of its own, so that lists and the next export keep the order of the file.
      const clock = { now: () => endMs - (drafts.length - 1 - index) };
      const now = isoTime(clock.now());
      const id = addDraft(tx, accountId, patch, clock);
      for (const photo of photos) {
        const inserted = insertPhoto(tx, accountId, id, photo, now);
        if (!inserted.ok) return inserted;
        tx.emit('photos.changed', inserted.value);
      }
      const draft = readDraft(tx, accountId, id)!;
      const photoIds = draft.photos.map((photo) => photo.photoId);
      recordChange(tx, accountId, {
        actor: 'seller',
        action: 'draft.import',
        entity: 'draft',
        entityId: id,
        before: { photos: [] },
        after: { sourceId, photos: photoIds, state: stateHash(draft) },
        now,
      });
      const checked = recheckDraft(tx, accountId, id, clock);
      if (!checked.ok) return checked;
      created.push(id);
    }
    return ok(created);
  });
}
