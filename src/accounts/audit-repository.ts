import type { Transaction } from '../store/store.ts';
import type { RecordedChange } from './record-change.ts';

/** The journal of one account: who changed what, with before and after; the source of undo. */
export function auditRepository(accountId: string) {
  return {
    insert(tx: Transaction, id: string, change: RecordedChange): void {
      tx.run(
        `INSERT INTO audit_log (id, user_id, actor, action, entity, entity_id, before, after, created_at)
         VALUES ($id, $account, $actor, $action, $entity, $entityId, $before, $after, $now)`,
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
        },
      );
    },
  };
}
