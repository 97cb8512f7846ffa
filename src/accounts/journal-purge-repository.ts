import type { Reader, Transaction } from '../store/store.ts';

/** What leaves the journal of one account: old lines, and the content of what was erased. */
export function journalPurgeRepository(accountId: string) {
  const account = { $account: accountId };
  return {
    countBefore(reader: Reader, before: string): number {
      return reader.get<{ n: number }>(
        `SELECT count(*) AS n FROM audit_log WHERE user_id = $account AND created_at < $before`,
        { ...account, $before: before },
      )!.n;
    },

    /** An operation goes with its last line. */
    purge(tx: Transaction, before: string, limit: number): number {
      const lines = tx.all<{ id: string; operation: string | null }>(
        `SELECT id, operation_id AS operation FROM audit_log
         WHERE user_id = $account AND created_at < $before ORDER BY created_at LIMIT $limit`,
        { ...account, $before: before, $limit: limit },
      );
      tx.run(`DELETE FROM audit_log WHERE id IN (SELECT value FROM json_each($ids))`, {
        $ids: JSON.stringify(lines.map((line) => line.id)),
      });
      tx.run(
        `DELETE FROM operations WHERE +user_id = $account AND id IN (SELECT value FROM json_each($operations))
           AND NOT EXISTS (SELECT 1 FROM audit_log a WHERE a.operation_id = operations.id)`,
        {
          ...account,
          $operations: JSON.stringify([...new Set(lines.map((line) => line.operation))]),
        },
      );
      return lines.length;
    },

    forgetContent(tx: Transaction, entity: 'draft' | 'photo', ids: readonly string[]): void {
      tx.run(
        `UPDATE audit_log SET before = NULL, after = NULL WHERE +user_id = $account AND entity = $entity
           AND entity_id IN (SELECT value FROM json_each($ids))`,
        { ...account, $entity: entity, $ids: JSON.stringify(ids) },
      );
    },
  };
}
