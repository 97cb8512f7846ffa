import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Draft } from './draft.ts';
import type { DraftDeps } from './draft-deps.ts';
import { draftRepository } from './draft-repository.ts';
import { judgeDraft } from './judge-draft.ts';

/**
 * "Try again" after an error: the draft is `ready` again, or `pending` where the gate now says more. Nothing is sent;
 * a new try is a new preview.
 * @returns `not_found` · `draft_locked` while a job holds it · `invalid_move` where it is in no error, or where the
 *   create may have reached Vinted: that only the seller's own word resolves
 */
export function retryDraft(deps: DraftDeps, id: string): Promise<Result<Draft>> {
  const accountId = deps.accountId();
  const drafts = draftRepository(accountId);
  return writeResult(deps.store, (tx): Result<Draft> => {
    const draft = drafts.find(tx, id);
    if (!draft || draft.deletedAt) return fail(appError('not_found'));
    if (draft.locked) return fail(appError('draft_locked', { params: { reason: 'in_queue' } }));
    if (draft.status !== 'error' || draft.error?.reach === 'maybe') {
      return fail(appError('invalid_move', { params: { from: draft.status, to: 'ready' } }));
    }
    const now = isoTime(deps.clock.now());
    const flags = judgeDraft(tx, draft, deps.clock.now());
    drafts.setFlags(tx, id, flags, null);
    const to = flags.publish_ready ? 'ready' : 'pending';
    const moved = drafts.updateDraftStatus(tx, id, to, { actor: 'seller', reason: 'retry', now });
    return moved.ok ? ok(drafts.find(tx, id)!) : moved;
  });
}
