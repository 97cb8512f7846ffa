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
  /** Whose history it belongs to, where that is not the entity itself: a photo's draft. */
  draftId?: string | null;
  /** What changed, and only that, as plain JSON. Never a secret. */
  before?: unknown;
  after?: unknown;
  /** ISO time. */
  now: string;
}

/** What one undo takes back: all that one transaction records, or several of them under one id. */
export interface Operation {
  id: string;
  kind: string;
  actor: Actor;
  undoOf: string | null;
  reversible: boolean;
}

/** Actions whose before and after are enough to go back. The others tell what happened, and stand. */
const REVERSIBLE: ReadonlySet<string> = new Set([
  'draft.create',
  'draft.import',
  'draft.duplicate',
  'draft.save',
  'draft.bin',
  'draft.restore',
  'photo.attach',
  'photo.remove',
  'photo.restore',
  'photo.order',
  'photo.describe',
  'settings.set',
]);
/** What follows from something else: an operation is not named after it where it did more. */
const CONSEQUENCES: ReadonlySet<string> = new Set(['draft.status', 'photo.published', 'piece.state']);

interface OpenOperation {
  id: string;
  /** Null: named after what its lines do. */
  named: string | null;
  undoOf: string | null;
  /** As it stands in the database; null before its first line of this transaction. */
  kept: Operation | null;
}

/** The operation of a transaction. A transaction lives for one synchronous function, and so does its entry here. */
const operations = new WeakMap<Transaction, OpenOperation>();

/**
 * Says what the lines of this transaction belong to, before the first of them. Without it each transaction is an
 * operation of its own, named after what it does.
 * @param operation `id`: of an operation whose earlier lines are durable already (the next slice of a mass edit)
 * @returns the operation's id
 */
export function asOperation(
  tx: Transaction,
  operation: { id?: string; kind: string; undoOf?: string; now: string },
): string {
  const id = operation.id ?? newId(Date.parse(operation.now));
  operations.set(tx, { id, named: operation.kind, undoOf: operation.undoOf ?? null, kept: null });
  return id;
}

/** Writes a change to the account's journal, in the transaction that makes the change. */
export function recordChange(tx: Transaction, accountId: string, change: RecordedChange): void {
  const audit = auditRepository(accountId);
  let open = operations.get(tx);
  if (!open) {
    open = { id: newId(Date.parse(change.now)), named: null, undoOf: null, kept: null };
    operations.set(tx, open);
  }
  const operation = withLine(open, change);
  if (operation.kind !== open.kept?.kind || operation.reversible !== open.kept.reversible) {
    audit.keepOperation(tx, operation, change.now);
    open.kept = operation;
  }
  audit.insert(tx, newId(Date.parse(change.now)), operation.id, change);
}

function withLine({ id, named, undoOf, kept }: OpenOperation, change: RecordedChange): Operation {
  const reversible = (kept?.reversible ?? false) || isReversible(change);
  const isFirst = kept === null || CONSEQUENCES.has(kept.kind);
  const kind = named ?? (isFirst ? change.action : kept.kind);
  return { id, kind, actor: kept?.actor ?? change.actor, undoOf, reversible };
}

/** Photos of the tray belong to no draft's history, and nothing is lost with them. */
function isReversible({ action, entity, draftId }: RecordedChange): boolean {
  return REVERSIBLE.has(action) && (entity !== 'photo' || draftId != null);
}
