import { recordChange } from '../accounts/record-change.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Transaction } from '../store/store.ts';
import type { Draft } from './draft.ts';
import type { DraftDeps } from './draft-deps.ts';
import { draftRepository } from './draft-repository.ts';
import { recheckDraft } from './recheck-draft.ts';

export interface Binned {
  done: string[];
  skipped: { id: string; reason: 'in_queue' | 'not_found' }[];
}

/**
 * Puts drafts in the bin, from which they can come back. Their photos stay theirs and their pieces stay in stock. One
 * that a job holds is skipped; a live confirmation ends.
 */
export function binDrafts(deps: DraftDeps, ids: readonly string[]): Promise<Result<Binned>> {
  const accountId = deps.accountId();
  const drafts = draftRepository(accountId);
  return writeResult(deps.store, (tx) => {
    const now = isoTime(deps.clock.now());
    const found = new Map(drafts.findMany(tx, ids).map((draft) => [draft.id, draft]));
    const binned: Binned = { done: [], skipped: [] };
    for (const id of new Set(ids)) {
      const draft = found.get(id);
      if (!draft || draft.deletedAt) binned.skipped.push({ id, reason: 'not_found' });
      else if (draft.locked) binned.skipped.push({ id, reason: 'in_queue' });
      else {
        const gone = binDraft(tx, accountId, draft, now);
        if (!gone.ok) return gone;
        binned.done.push(id);
      }
    }
    return ok(binned);
  });
}

/** Takes drafts out of the bin with their photos, judged by today's gate. Others are left out of the answer. */
export function restoreDrafts(deps: DraftDeps, ids: readonly string[]): Promise<Result<{ done: string[] }>> {
  const accountId = deps.accountId();
  const drafts = draftRepository(accountId);
  return writeResult(deps.store, (tx) => {
    const done: string[] = [];
    for (const draft of drafts.findMany(tx, [...new Set(ids)])) {
      if (!draft.deletedAt) continue;
      const back = restoreDraft(tx, accountId, draft.id, deps.clock);
      if (!back.ok) return back;
      done.push(draft.id);
    }
    return ok({ done });
  });
}

/** Puts one draft that no job holds in the bin, inside the caller's transaction. */
export function binDraft(
  tx: Transaction,
  accountId: string,
  draft: Pick<Draft, 'id' | 'status'>,
  now: string,
): Result<void> {
  const drafts = draftRepository(accountId);
  const { id } = draft;
  if (draft.status === 'prepared') {
    const moved = drafts.updateDraftStatus(tx, id, 'ready', { actor: 'seller', reason: 'binned', now });
    if (!moved.ok) return moved;
  }
  drafts.setDeleted(tx, id, now, now);
  recordChange(tx, accountId, { actor: 'seller', action: 'draft.bin', entity: 'draft', entityId: id, now });
  return ok();
}

/** Takes one draft out of the bin, judged by today's gate, inside the caller's transaction. */
export function restoreDraft(
  tx: Transaction,
  accountId: string,
  id: string,
  clock: Pick<Clock, 'now'>,
): Result<void> {
  const now = isoTime(clock.now());
  draftRepository(accountId).setDeleted(tx, id, null, now);
  recordChange(tx, accountId, {
    actor: 'seller',
    action: 'draft.restore',
    entity: 'draft',
    entityId: id,
    now,
  });
  return recheckDraft(tx, accountId, id, clock);
}
