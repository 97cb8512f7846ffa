import { recordChange } from '../accounts/record-change.ts';
import { addPiece } from '../pieces/add-piece.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Transaction } from '../store/store.ts';
import { applyPatch, EMPTY_PIECE } from './apply-patch.ts';
import { EMPTY_LISTING_FIELDS, type Draft, type DraftPatch } from './draft.ts';
import type { DraftDeps } from './draft-deps.ts';
import { draftRepository } from './draft-repository.ts';
import { judgeDraft } from './judge-draft.ts';
import { stateHash } from './state-hash.ts';

/** An empty draft of a new piece. */
export function createDraft(deps: DraftDeps): Promise<Result<Draft>> {
  const accountId = deps.accountId();
  return writeResult(deps.store, (tx) => {
    const id = addDraft(tx, accountId, {}, deps.clock);
    const draft = draftRepository(accountId).find(tx, id);
    return draft ? ok(draft) : fail(appError('not_found'));
  });
}

/**
 * Makes a draft and its piece, which gets the next reference, in the caller's transaction. The gate has judged it
 * without photos, so that it is `pending`: after giving it photos, call `recheckDraft`.
 * @returns the new draft's id
 */
export function addDraft(
  tx: Transaction,
  accountId: string,
  patch: DraftPatch,
  clock: Pick<Clock, 'now'>,
): string {
  const nowMs = clock.now();
  const now = isoTime(nowMs);
  const piece = addPiece(tx, accountId, patch.piece ?? {}, now);
  const draft = applyPatch(emptyDraft(newId(nowMs), piece.id, accountId, now), patch);
  draftRepository(accountId).insert(tx, draft.id, piece.id, draft, judgeDraft(tx, draft, nowMs), now);
  const made = { ...draft, piece: { ...EMPTY_PIECE, ...draft.piece, reference: piece.reference } };
  recordChange(tx, accountId, {
    actor: 'seller',
    action: 'draft.create',
    entity: 'draft',
    entityId: draft.id,
    after: { reference: piece.reference, state: stateHash(made) },
    now,
  });
  return draft.id;
}

function emptyDraft(id: string, pieceId: string, accountId: string, now: string): Draft {
  return {
    id,
    pieceId,
    accountId,
    title: '',
    description: '',
    priceCents: 0,
    currency: 'EUR',
    labels: { brand: null, size: null, color: null, category: null },
    listing: EMPTY_LISTING_FIELDS,
    piece: null,
    flags: null,
    status: 'pending',
    error: null,
    preparedUntil: null,
    locked: false,
    revision: 1,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
    photos: [],
    online: null,
  };
}
