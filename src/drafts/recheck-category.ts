import type { Clock } from '../shared/clock.ts';
import type { Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store } from '../store/store.ts';
import { draftRepository } from './draft-repository.ts';
import { recheckDrafts } from './recheck-draft.ts';

/** Judges again the drafts of a category of which something new is known. */
export function recheckCategory(
  store: Store,
  accountId: string,
  catalogId: number,
  clock: Pick<Clock, 'now'>,
): Promise<Result<{ fellBack: string[] }>> {
  return writeResult(store, (tx) => {
    const ids = draftRepository(accountId).inCategory(tx, catalogId);
    return recheckDrafts(tx, accountId, ids, clock);
  });
}
