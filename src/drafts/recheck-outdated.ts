import { GATE_VERSION } from '../gate/gate.ts';
import type { Clock } from '../shared/clock.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store, Transaction } from '../store/store.ts';
import { draftRepository } from './draft-repository.ts';
import { recheckDrafts } from './recheck-draft.ts';

/**
 * After an update with changed rules: judges again what an older gate judged. To be called at every start; writes
 * nothing where nothing is outdated.
 * @returns the ids of drafts that were ready and no longer are
 */
export function recheckOutdated(
  store: Store,
  accountId: string,
  clock: Pick<Clock, 'now'>,
): Promise<Result<{ fellBack: string[] }>> {
  return recheckBelow(GATE_VERSION, store, accountId, clock);
}

/** After a changed setting of the gate: judges every draft again that is not published. */
export function recheckAll(
  store: Store,
  accountId: string,
  clock: Pick<Clock, 'now'>,
): Promise<Result<{ fellBack: string[] }>> {
  return recheckBelow(GATE_VERSION + 1, store, accountId, clock);
}

/** The same inside the caller's transaction. */
export function recheckAllNow(
  tx: Transaction,
  accountId: string,
  clock: Pick<Clock, 'now'>,
): Result<unknown> {
  const ids = draftRepository(accountId).judgedBefore(tx, GATE_VERSION + 1);
  return recheckDrafts(tx, accountId, ids, clock);
}

async function recheckBelow(
  version: number,
  store: Store,
  accountId: string,
  clock: Pick<Clock, 'now'>,
): Promise<Result<{ fellBack: string[] }>> {
  const outdated = store.read((reader) => draftRepository(accountId).judgedBefore(reader, version));
  if (outdated.length === 0) return ok({ fellBack: [] });
  return writeResult(store, (tx) => recheckDrafts(tx, accountId, outdated, clock));
}
