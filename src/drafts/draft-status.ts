import type { Draft, DraftStatus } from './draft.ts';

/**
 * The one table of moves (spec section 4). Into the bin is no status: it stands beside, for any draft without an
 * unfinished job.
 */
const MOVES: Record<DraftStatus, readonly DraftStatus[]> = {
  pending: ['ready'],
  ready: ['pending', 'prepared'],
  prepared: ['ready', 'published', 'error', 'manual'],
  published: [],
  error: ['pending', 'ready'],
  manual: ['prepared', 'published', 'ready'],
};

export function canMove(from: DraftStatus, to: DraftStatus): boolean {
  return MOVES[from].includes(to);
}

/** Why what would be sent cannot be edited now; null where it can. */
export type LockReason = 'in_queue' | 'manual' | 'published';

/**
 * What is being sent is not edited while its job runs; what nobody knows the outcome of stays as it was sent, to be
 * compared; what is online is changed by an edit of the listing. What is never sent ("box B3") is always editable.
 */
export function contentLock(draft: Pick<Draft, 'status' | 'locked'>): LockReason | null {
  if (draft.status === 'manual' || draft.status === 'published') return draft.status;
  return draft.locked ? 'in_queue' : null;
}

/**
 * The moves a new gate result brings. `edited`: what would be sent is not what it was at the last gate. A confirmation
 * dies with an edit; a refusal of Vinted is answered by one; what a job holds stays where it is.
 */
export function movesAfterGate(
  draft: Pick<Draft, 'status' | 'locked'>,
  gate: { publishReady: boolean; edited: boolean },
): DraftStatus[] {
  if (draft.locked) return [];
  switch (draft.status) {
    case 'pending':
      return gate.publishReady ? ['ready'] : [];
    case 'ready':
      return gate.publishReady ? [] : ['pending'];
    case 'prepared':
      if (!gate.publishReady) return ['ready', 'pending'];
      return gate.edited ? ['ready'] : [];
    case 'error':
      if (!gate.edited) return [];
      return [gate.publishReady ? 'ready' : 'pending'];
    case 'manual':
    case 'published':
      return [];
  }
}
