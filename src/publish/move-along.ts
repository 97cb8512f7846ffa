import { recordChange } from '../accounts/record-change.ts';
import type { DraftStatus } from '../drafts/draft.ts';
import { moveDraft } from '../drafts/move-draft.ts';
import type { AppError } from '../shared/app-error.ts';
import type { Transaction } from '../store/store.ts';
import type { Job } from './queue-repository.ts';

/**
 * The draft follows its job. What happened on Vinted outranks the table of moves: where the draft can't follow (it was
 * erased, or stands where no move leads on), the facts are still recorded, and the journal says so.
 */
export function moveAlong(
  tx: Transaction,
  job: Job,
  to: DraftStatus,
  reason: string,
  error: AppError | null,
  now: string,
): void {
  const moved = moveDraft(tx, job.accountId, job.draftId, to, { error, actor: 'queue', reason, now });
  if (moved.ok) return;
  recordChange(tx, job.accountId, {
    actor: 'queue',
    action: 'draft.could_not_follow',
    entity: 'draft',
    entityId: job.draftId,
    after: { wanted: to, reason, because: moved.error.code },
    now,
  });
}
