import type { Result } from '../shared/result.ts';
import type { Transaction } from '../store/store.ts';
import type { DraftStatus } from './draft.ts';
import { draftRepository, type StatusChange } from './draft-repository.ts';

/**
 * Moves a draft to another status inside the caller's transaction, with its line in the journal. `invalid_move` where
 * the table of `draft-status.ts` has no such move: the caller then rolls back.
 */
export function moveDraft(
  tx: Transaction,
  accountId: string,
  id: string,
  to: DraftStatus,
  change: StatusChange,
): Result<void> {
  return draftRepository(accountId).updateDraftStatus(tx, id, to, change);
}
