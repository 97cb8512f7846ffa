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

    purge(tx: Transaction, before: string, limit: number): number {
      return tx.run(
        `DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log
           WHERE user_id = $account AND created_at < $before ORDER BY created_at LIMIT $limit)`,
        { ...account, $before: before, $limit: limit },
      );
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
