import type { Actor } from '../accounts/record-change.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Transaction } from '../store/store.ts';
import type { Draft } from './draft.ts';
import { draftRepository, type DraftRepository } from './draft-repository.ts';
import { followGate } from './follow-gate.ts';
import { judgeDraft } from './judge-draft.ts';

/**
 * Runs the gate again over a draft as it stands in this transaction, keeps the result and brings the status in line.
 * To be called after anything that is sent or judged has changed: its photos, a setting, what is known of its category.
 * @param actor who caused it, for the journal of the moves
 */
export function recheckDraft(
  tx: Transaction,
  accountId: string,
  draftId: string,
  clock: Pick<Clock, 'now'>,
  actor: Actor = 'seller',
): Result<void> {
  const drafts = draftRepository(accountId);
  const draft = drafts.find(tx, draftId);
  return draft ? judgeAndMove(tx, drafts, draft, clock, actor) : fail(appError('not_found'));
}

/** The same for many, after a changed rule or setting. @returns the ids of those that were ready and no longer are */
export function recheckDrafts(
  tx: Transaction,
  accountId: string,
  draftIds: readonly string[],
  clock: Pick<Clock, 'now'>,
): Result<{ fellBack: string[] }> {
  const drafts = draftRepository(accountId);
  const fellBack: string[] = [];
  for (const draft of drafts.findMany(tx, draftIds)) {
    const result = judgeAndMove(tx, drafts, draft, clock, 'worker');
    if (!result.ok) return result;
    if (draft.status !== 'pending' && drafts.statusOf(tx, draft.id) === 'pending') fellBack.push(draft.id);
  }
  return ok({ fellBack });
}

function judgeAndMove(
  tx: Transaction,
  drafts: DraftRepository,
  draft: Draft,
  clock: Pick<Clock, 'now'>,
  actor: Actor,
): Result<void> {
  const now = isoTime(clock.now());
  const flags = judgeDraft(tx, draft, clock.now());
  const edited = flags.content_hash !== draft.flags?.content_hash;
  drafts.setFlags(tx, draft.id, flags, edited ? now : null);
  return followGate(tx, drafts, draft, { publishReady: flags.publish_ready, edited }, { actor, now });
}
