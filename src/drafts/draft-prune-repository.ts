import type { Reader, SqlValue, Transaction } from '../store/store.ts';
import type { DraftStatus } from './draft.ts';

/** A draft the prune would touch, as its preview names it. */
export interface PrunedDraft {
  id: string;
  reference: number | null;
  title: string;
  status: DraftStatus;
  updatedAt: string;
}

/** What a job holds, or whose outcome nobody knows yet, is no prune's business (spec section 2, "live"). */
const FREE = `d.id NOT IN (
  SELECT draft_id FROM plugin_queue WHERE user_id = $account AND draft_id IS NOT NULL
    AND status IN ('queued','processing','paused','manual','unknown')
  UNION SELECT draft_id FROM publish_log WHERE user_id = $account AND draft_id IS NOT NULL
    AND status IN ('queued','manual'))`;
const STALE = `d.user_id = $account AND d.status = $status AND d.deleted_at IS NULL AND d.updated_at < $before AND ${FREE}`;
/** A photo of it in an unfinished job of another draft holds it too. */
const ERASABLE = `d.user_id = $account AND d.deleted_at < $before AND d.status <> 'manual' AND ${FREE}
  AND d.id NOT IN (SELECT draft_id FROM photo_metadata
    WHERE draft_id IS NOT NULL AND photo_id IN (SELECT value FROM json_each($held)))`;
const COLUMNS = `d.id, p.reference, d.title, d.status, d.updated_at AS updatedAt`;
const FROM = `FROM drafts d LEFT JOIN pieces p ON p.id = d.piece_id`;

/** The statuses a draft is pruned from (spec section 3.2). */
export type PrunableStatus = Extract<DraftStatus, 'published' | 'error'>;

/** What the daily prune looks for among the drafts of one account. Each question walks an index, oldest first. */
export function draftPruneRepository(accountId: string) {
  const stale = (status: PrunableStatus, before: string): Record<string, SqlValue> => ({
    $account: accountId,
    $status: status,
    $before: before,
  });
  const erasable = (before: string, held: readonly string[]): Record<string, SqlValue> => ({
    $account: accountId,
    $before: before,
    $held: JSON.stringify(held),
  });
  const ids = (reader: Reader, sql: string, params: Record<string, SqlValue>): string[] =>
    reader.all<{ id: string }>(sql, params).map((row) => row.id);

  return {
    stale: (reader: Reader, status: PrunableStatus, before: string, limit: number): PrunedDraft[] =>
      reader.all<PrunedDraft>(
        `SELECT ${COLUMNS} ${FROM} WHERE ${STALE} ORDER BY d.updated_at, d.id LIMIT $limit`,
        { ...stale(status, before), $limit: limit },
      ),

    countStale: (reader: Reader, status: PrunableStatus, before: string): number =>
      reader.get<{ n: number }>(`SELECT count(*) AS n FROM drafts d WHERE ${STALE}`, stale(status, before))!
        .n,

    erasable: (reader: Reader, before: string, held: readonly string[], limit: number): PrunedDraft[] =>
      reader.all<PrunedDraft>(
        `SELECT ${COLUMNS} ${FROM} WHERE ${ERASABLE} ORDER BY d.deleted_at, d.updated_at, d.id LIMIT $limit`,
        { ...erasable(before, held), $limit: limit },
      ),

    erasableIds: (reader: Reader, before: string, held: readonly string[]): string[] =>
      ids(reader, `SELECT d.id FROM drafts d WHERE ${ERASABLE}`, erasable(before, held)),

    putInBin(tx: Transaction, draftIds: readonly string[], now: string): void {
      tx.run(
        `UPDATE drafts SET deleted_at = $now, updated_at = $now
         WHERE +user_id = $account AND id IN (SELECT value FROM json_each($ids))`,
        { $account: accountId, $ids: JSON.stringify(draftIds), $now: now },
      );
    },

    erase(tx: Transaction, draftIds: readonly string[]): void {
      tx.run(`DELETE FROM drafts WHERE +user_id = $account AND id IN (SELECT value FROM json_each($ids))`, {
        $account: accountId,
        $ids: JSON.stringify(draftIds),
      });
    },
  };
}
