import { recordChange, type Actor } from '../accounts/record-change.ts';
import { addPiece } from '../pieces/add-piece.ts';
import { editPiece } from '../pieces/edit-piece.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Transaction } from '../store/store.ts';
import { applyPatch, changedParts } from './apply-patch.ts';
import { canonicalContent, contentHash } from './content-hash.ts';
import type { Draft, DraftPatch } from './draft.ts';
import { draftRepository } from './draft-repository.ts';
import { contentLock } from './draft-status.ts';
import { followGate } from './follow-gate.ts';
import { judgeDraft } from './judge-draft.ts';

export interface EditTerms {
  clock: Pick<Clock, 'now'>;
  actor?: Actor;
  /**
   * What went online from it may be changed here: only where older content comes back. The status stays, and no listing
   * changes with it.
   */
  evenIfPublished?: boolean;
}

/**
 * Changes a draft as it stands in this transaction, with what the gate says of it, the journal and the moves that
 * follow. An edit of what would be sent ends a live confirmation and answers a refusal.
 * @returns whether anything changed; or `draft_locked` with `reason`, where what would be sent cannot change now
 */
export function editDraft(
  tx: Transaction,
  accountId: string,
  before: Draft,
  patch: DraftPatch,
  terms: EditTerms,
): Result<boolean> {
  const drafts = draftRepository(accountId);
  const after = applyPatch(before, patch);
  const parts = changedParts(before, after);
  if (Object.keys(parts.after).length === 0) return ok(false);
  const reason = contentLock(before);
  const locks = reason !== null && !(terms.evenIfPublished && !before.locked);
  if (locks && canonicalContent(before) !== canonicalContent(after)) {
    return fail(appError('draft_locked', { params: { reason } }));
  }

  const nowMs = terms.clock.now();
  const now = isoTime(nowMs);
  const actor = terms.actor ?? 'seller';
  const pieceId = parts.after.piece
    ? savePiece(tx, accountId, before, parts.after.piece, now)
    : before.pieceId;
  const flags = judgeDraft(tx, after, nowMs);
  const saved = drafts.update(tx, before.id, before.revision, { fields: after, pieceId, flags, now });
  if (!saved.ok) return saved;
  recordChange(tx, accountId, {
    actor,
    action: 'draft.save',
    entity: 'draft',
    entityId: before.id,
    before: parts.before,
    after: parts.after,
    now,
  });
  const edited = flags.content_hash !== contentHash(before);
  const gate = { publishReady: flags.publish_ready, edited };
  const followed = followGate(tx, drafts, before, gate, { actor, now });
  return followed.ok ? ok(true) : followed;
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
