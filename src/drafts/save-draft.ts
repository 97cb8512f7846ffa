import { recordChange } from '../accounts/record-change.ts';
import { addPiece } from '../pieces/add-piece.ts';
import { editPiece } from '../pieces/edit-piece.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Transaction } from '../store/store.ts';
import { applyPatch, changedParts } from './apply-patch.ts';
import { canonicalContent, contentHash } from './content-hash.ts';
import type { Draft, DraftPatch } from './draft.ts';
import type { DraftDeps } from './draft-deps.ts';
import { draftRepository, revisionConflict } from './draft-repository.ts';
import { contentLock } from './draft-status.ts';
import { followGate } from './follow-gate.ts';
import { judgeDraft } from './judge-draft.ts';

/**
 * Saves an edit over the revision the editor read, with what the gate says of it, in one transaction. An edit of what
 * would be sent ends a live confirmation and answers a refusal; an edit of what is never sent leaves the status.
 * @returns the draft as it is now; or `not_found` (also in the bin) · `conflict_revision` with `yours`, `theirs` and
 *   `time` · `draft_locked` with `reason`, where what would be sent cannot change now
 */
export function saveDraft(
  deps: DraftDeps,
  edit: { id: string; revision: number; patch: DraftPatch },
): Promise<Result<Draft>> {
  const accountId = deps.accountId();
  const drafts = draftRepository(accountId);
  return writeResult(deps.store, (tx): Result<Draft> => {
    const before = drafts.find(tx, edit.id);
    if (!before || before.deletedAt) return fail(appError('not_found'));
    if (before.revision !== edit.revision) {
      return fail(revisionConflict(edit.revision, before.revision, before.updatedAt));
    }
    const after = applyPatch(before, edit.patch);
    const parts = changedParts(before, after);
    if (Object.keys(parts.after).length === 0) return ok(before);
    const reason = contentLock(before);
    if (reason && canonicalContent(before) !== canonicalContent(after)) {
      return fail(appError('draft_locked', { params: { reason } }));
    }

    const nowMs = deps.clock.now();
    const now = isoTime(nowMs);
    const pieceId = parts.after.piece
      ? savePiece(tx, accountId, before, parts.after.piece, now)
      : before.pieceId;
    const flags = judgeDraft(tx, after, nowMs);
    const saved = drafts.update(tx, edit.id, edit.revision, { fields: after, pieceId, flags, now });
    if (!saved.ok) return saved;
    recordChange(tx, accountId, {
      actor: 'seller',
      action: 'draft.save',
      entity: 'draft',
      entityId: edit.id,
      before: parts.before,
      after: parts.after,
      now,
    });
    const edited = flags.content_hash !== contentHash(before);
    const gate = { publishReady: flags.publish_ready, edited };
    const followed = followGate(tx, drafts, before, gate, { actor: 'seller', now });
    return followed.ok ? ok(drafts.find(tx, edit.id)!) : followed;
  });
}

/** @returns the id of the piece, a new one where the draft had none */
function savePiece(
  tx: Transaction,
  accountId: string,
  draft: Draft,
  details: NonNullable<DraftPatch['piece']>,
  now: string,
): string {
  if (draft.pieceId === null) return addPiece(tx, accountId, details, now).id;
  editPiece(tx, accountId, draft.pieceId, details, now);
  return draft.pieceId;
}
