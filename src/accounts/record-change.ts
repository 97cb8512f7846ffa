import { newId } from '../shared/ids.ts';
import type { Transaction } from '../store/store.ts';
import { auditRepository } from './audit-repository.ts';

/** `seller`: by a click; `queue`: what came of a job; `worker`: by the clock or a changed rule. */
export type Actor = 'seller' | 'queue' | 'worker';

export interface RecordedChange {
  actor: Actor;
  /** `draft.save`, `draft.status`, `draft.bin` … */
  action: string;
  entity: 'draft' | 'piece' | 'photo' | 'listing' | 'settings' | 'account' | 'job';
  entityId: string;
  /** What changed, and only that, as plain JSON. Never a secret. */
  before?: unknown;
  after?: unknown;
  /** ISO time. */
  now: string;
}

/** Writes a change to the account's journal, in the transaction that makes the change. */
export function recordChange(tx: Transaction, accountId: string, change: RecordedChange): void {
  auditRepository(accountId).insert(tx, newId(Date.parse(change.now)), change);
}
