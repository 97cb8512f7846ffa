import { isoTime, type Clock } from '../shared/clock.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store } from '../store/store.ts';
import { draftRepository } from './draft-repository.ts';

/**
 * Prepared drafts whose confirmation has expired and that no job holds are ready again. Writes nothing where there are
 * none, so that it may be called before every reading.
 * @returns their ids
 */
export async function expirePrepared(
  store: Store,
  accountId: string,
  clock: Pick<Clock, 'now'>,
): Promise<Result<string[]>> {
  const now = isoTime(clock.now());
  const drafts = draftRepository(accountId);
  if (store.read((reader) => drafts.expired(reader, now)).length === 0) return ok([]);
  return writeResult(store, (tx) => {
    const expired = drafts.expired(tx, now);
    for (const id of expired) {
      const moved = drafts.updateDraftStatus(tx, id, 'ready', {
        actor: 'worker',
        reason: 'token_expired',
        now,
      });
      if (!moved.ok) return moved;
    }
    return ok(expired);
  });
}
