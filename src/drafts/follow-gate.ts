import type { Actor } from '../accounts/record-change.ts';
import { ok, type Result } from '../shared/result.ts';
import type { Transaction } from '../store/store.ts';
import type { Draft } from './draft.ts';
import type { DraftRepository } from './draft-repository.ts';
import { movesAfterGate } from './draft-status.ts';

/** Brings the status of a draft in line with a new gate result, move by move, each with its line in the journal. */
export function followGate(
  tx: Transaction,
  drafts: DraftRepository,
  draft: Pick<Draft, 'id' | 'status' | 'locked'>,
  gate: { publishReady: boolean; edited: boolean },
  change: { actor: Actor; now: string },
): Result<void> {
  const reason = gate.edited ? 'edited' : 'gate';
  for (const to of movesAfterGate(draft, gate)) {
    const moved = drafts.updateDraftStatus(tx, draft.id, to, { ...change, reason });
    if (!moved.ok) return moved;
  }
  return ok();
}
