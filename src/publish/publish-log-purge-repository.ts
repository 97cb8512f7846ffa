import { sha256HexSync } from '../drafts/sha256-sync.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { endedAs, REHEARSED_KEY, type LogStatus } from './publish-log-repository.ts';

interface UnkeptRow {
  id: string;
  idempotency_key: string;
  draft_id: string | null;
  listing_url: string | null;
  status: LogStatus;
  created_at: string;
}

/** Spec 3.2: rows older than the TTL, except queued and manual ones; nor what an unfinished job still writes to. */
const PURGEABLE = `l.user_id = $account AND l.created_at < $before AND l.status NOT IN ('queued','manual')
  AND l.id NOT IN (SELECT publish_log_id FROM plugin_queue WHERE user_id = $account AND publish_log_id IS NOT NULL
    AND status IN ('queued','processing','paused','manual','unknown'))`;

/** What the daily prune does to the publish log of one account. */
export function publishLogPurgeRepository(accountId: string) {
  return {
    /**
     * Hashes keys of real publications that were logged before hashes were kept: at most `limit` rows.
     * @returns how many it kept; 0 when none is left
     */
    keepKeys(tx: Transaction, limit: number): number {
      const rows = tx.all<UnkeptRow>(
        `SELECT id, idempotency_key, draft_id, listing_url, status, created_at FROM publish_log
         WHERE user_id = $account AND dry_run = 0 AND key_hash IS NULL LIMIT $limit`,
        { $account: accountId, $limit: limit },
      );
      for (const row of rows) {
        const hash = sha256HexSync(row.idempotency_key);
        tx.run(
          `INSERT INTO publication_keys (key_hash, draft_id, listing_url, ended_as, created_at)
           VALUES ($hash, $draft, $url, $end, $created) ON CONFLICT (key_hash) DO NOTHING`,
          {
            $hash: hash,
            $draft: row.draft_id,
            $url: row.listing_url,
            $end: endedAs(row.status),
            $created: row.created_at,
          },
        );
        tx.run(`UPDATE publish_log SET key_hash = $hash WHERE id = $id AND user_id = $account`, {
          $hash: hash,
          $id: row.id,
          $account: accountId,
        });
      }
      return rows.length;
    },

    /** Of the rows that may go (`PURGEABLE`): how many, and how many of them were real. */
    countPurgeable(reader: Reader, before: string): { rows: number; real: number } {
      return reader.get<{ rows: number; real: number }>(
        `SELECT count(*) AS rows, coalesce(sum(dry_run = 0), 0) AS real FROM publish_log l WHERE ${PURGEABLE}`,
        { $account: accountId, $before: before },
      )!;
    },

    /**
     * Purges at most `limit` rows logged before `before`. Queued and manual ones stay, whatever their age, as does what
     * an unfinished job refers to, and a real one whose key is not kept (the database refuses that too).
     */
    purge(tx: Transaction, before: string, limit: number, now: string): { id: string; real: boolean }[] {
      const rows = tx.all<{ id: string; dry_run: number; status: string }>(
        `SELECT l.id, l.dry_run, l.status FROM publish_log l
         WHERE ${PURGEABLE} AND (l.dry_run = 1 OR l.key_hash IN (SELECT key_hash FROM publication_keys))
         ORDER BY l.created_at LIMIT $limit`,
        { $account: accountId, $before: before, $limit: limit },
      );
      if (rows.some((row) => row.dry_run === 1 && row.status === 'ok')) {
        tx.run(
          `INSERT INTO settings (key, value, updated_at) VALUES ($key, 'true', $now) ON CONFLICT (key) DO NOTHING`,
          { $key: REHEARSED_KEY, $now: now },
        );
      }
      tx.run(
        `DELETE FROM publish_log WHERE +user_id = $account AND id IN (SELECT value FROM json_each($ids))`,
        { $account: accountId, $ids: JSON.stringify(rows.map((row) => row.id)) },
      );
      return rows.map((row) => ({ id: row.id, real: row.dry_run === 0 }));
    },
  };
}
