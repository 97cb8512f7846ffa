import type { Transaction } from '../store/store.ts';
import type { Operation, RecordedChange } from './record-change.ts';

/** The journal of one account: who changed what, with before and after; the source of undo. */
export function auditRepository(accountId: string) {
  return {
    /** The row of an operation: made by its first line, and again told what its later lines say of it. */
    keepOperation(tx: Transaction, operation: Operation, now: string): void {
      tx.run(
        `INSERT INTO operations (id, user_id, kind, actor, reversible, undo_of, created_at)
         VALUES ($id, $account, $kind, $actor, $reversible, $undoOf, $now)
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, reversible = max(reversible, excluded.reversible)
         WHERE user_id = excluded.user_id`,
        {
          $id: operation.id,
          $account: accountId,
          $kind: operation.kind,
          $actor: operation.actor,
          $reversible: operation.reversible ? 1 : 0,
          $undoOf: operation.undoOf,
          $now: now,
        },
      );
    },

    insert(tx: Transaction, id: string, operationId: string, change: RecordedChange): void {
      tx.run(
        `INSERT INTO audit_log (id, user_id, actor, action, entity, entity_id, before, after, created_at, operation_id,
           draft_id, seq)
         VALUES ($id, $account, $actor, $action, $entity, $entityId, $before, $after, $now, $operation, $draft,
           (SELECT coalesce(max(seq), 0) + 1 FROM audit_log))`,
        {
          $id: id,
          $account: accountId,
          $actor: change.actor,
          $action: change.action,
          $entity: change.entity,
          $entityId: change.entityId,
          $before: change.before === undefined ? null : JSON.stringify(change.before),
          $after: change.after === undefined ? null : JSON.stringify(change.after),
          $now: change.now,
          $operation: operationId,
          $draft: change.draftId ?? (change.entity === 'draft' ? change.entityId : null),
        },
      );
    },
  };
}
