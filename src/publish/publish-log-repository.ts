import { sha256HexSync } from '../drafts/sha256-sync.ts';
import type { AppError } from '../shared/app-error.ts';
import type { Reader, Transaction } from '../store/store.ts';

export type LogStatus = 'queued' | 'ok' | 'manual' | 'error';

export interface PublishLogEntry {
  id: string;
  draftId: string;
  idempotencyKey: string;
  /** SHA-256 of the token. */
  tokenHash: string;
  dryRun: boolean;
}

/** The row of `settings` that remembers a good rehearsal when its line of the log is purged. */
export const REHEARSED_KEY = 'publish.rehearsed';

/** What was asked and what came of it: the memory that makes "never twice" true. */
export function publishLogRepository(accountId: string) {
  /** How a publication ended stands beside its key too: it outlives the row of the log. */
  function keepEnd(tx: Transaction, id: string): void {
    tx.run(
      `UPDATE publication_keys SET ended_as = nullif(log.status, 'queued'), listing_url = log.listing_url
       FROM publish_log log
       WHERE log.id = $id AND log.user_id = $account AND publication_keys.key_hash = log.key_hash`,
      { $id: id, $account: accountId },
    );
  }

  return {
    /**
     * Spec 3.2: was this key ever reserved? Keys are never released, and they are not per account. Of a real
     * publication it is remembered for ever, by its hash, when the log is long purged.
     */
    seenIdempotency(reader: Reader, key: string): boolean {
      return (
        reader.get(
          `SELECT 1 FROM publish_log WHERE idempotency_key = $key
           UNION ALL SELECT 1 FROM publication_keys WHERE key_hash = $hash`,
          { $key: key, $hash: sha256HexSync(key) },
        ) !== null
      );
    },

    tokenRedeemed(reader: Reader, tokenHash: string): boolean {
      return (
        reader.get(`SELECT 1 FROM publish_log WHERE confirm_token = $hash`, { $hash: tokenHash }) !== null
      );
    },

    /** True while a real publication of the draft is queued, went well, or ended in doubt. */
    mayBeOnline(reader: Reader, draftId: string): boolean {
      return (
        reader.get(
          `SELECT 1 FROM publish_log WHERE draft_id = $draft AND user_id = $account AND dry_run = 0
             AND status IN ('queued','ok','manual')
           UNION ALL SELECT 1 FROM publication_keys WHERE draft_id = $draft
             AND (ended_as IS NULL OR ended_as IN ('ok','manual'))`,
          { $draft: draftId, $account: accountId },
        ) !== null
      );
    },

    /** Those of these drafts for which a real publication was ever confirmed, whatever came of it. */
    everConfirmed(reader: Reader, draftIds: readonly string[]): Set<string> {
      const rows = reader.all<{ id: string }>(
        `SELECT draft_id AS id FROM publish_log
         WHERE +user_id = $account AND dry_run = 0 AND draft_id IN (SELECT value FROM json_each($ids))
         UNION SELECT draft_id FROM publication_keys WHERE draft_id IN (SELECT value FROM json_each($ids))
         UNION SELECT draft_id FROM listings
           WHERE +user_id = $account AND draft_id IN (SELECT value FROM json_each($ids))`,
        { $account: accountId, $ids: JSON.stringify(draftIds) },
      );
      return new Set(rows.map((row) => row.id));
    },

    /**
     * An upsert on the key (spec 3.2): the row of a key is made once, its end is written later. The hash of a real
     * publication's key is kept beside it, for ever; one that is kept already and no longer in the log is refused by
     * its UNIQUE, should a caller not have asked `seenIdempotency`.
     */
    logPublish(
      tx: Transaction,
      entry: PublishLogEntry,
      end: {
        status: LogStatus;
        listingUrl?: string | null;
        error?: AppError | null;
      },
      now: string,
    ): void {
      const keyHash = entry.dryRun ? null : sha256HexSync(entry.idempotencyKey);
      const known = tx.get(`SELECT 1 FROM publish_log WHERE idempotency_key = $key`, {
        $key: entry.idempotencyKey,
      });
      if (keyHash && !known) {
        tx.run(
          `INSERT INTO publication_keys (key_hash, draft_id, listing_url, ended_as, created_at)
           VALUES ($hash, $draft, $url, $end, $now)`,
          {
            $hash: keyHash,
            $draft: entry.draftId,
            $url: end.listingUrl ?? null,
            $end: endedAs(end.status),
            $now: now,
          },
        );
      }
      tx.run(
        `INSERT INTO publish_log (id, user_id, draft_id, idempotency_key, key_hash, confirm_token, dry_run, status,
           listing_url, error_json, created_at, updated_at)
         VALUES ($id, $account, $draft, $key, $hash, $token, $dry, $status, $url, $error, $now, $now)
         ON CONFLICT (idempotency_key) DO UPDATE SET status = excluded.status, listing_url = excluded.listing_url,
           error_json = excluded.error_json, updated_at = excluded.updated_at
         WHERE publish_log.user_id = excluded.user_id AND publish_log.id = excluded.id`,
        {
          $id: entry.id,
          $account: accountId,
          $draft: entry.draftId,
          $key: entry.idempotencyKey,
          $hash: keyHash,
          $token: entry.tokenHash,
          $dry: entry.dryRun ? 1 : 0,
          $status: end.status,
          $url: end.listingUrl ?? null,
          $error: end.error ? JSON.stringify(end.error) : null,
          $now: now,
        },
      );
      if (known) keepEnd(tx, entry.id);
    },

    /** Writes the end of a publication already logged. */
    close(
      tx: Transaction,
      id: string,
      end: { status: 'ok' | 'manual' | 'error'; listingUrl?: string | null; error?: AppError | null },
      now: string,
    ): void {
      tx.run(
        `UPDATE publish_log SET status = $status, listing_url = $url, error_json = $error, updated_at = $now
         WHERE id = $id AND user_id = $account`,
        {
          $id: id,
          $account: accountId,
          $status: end.status,
          $url: end.listingUrl ?? null,
          $error: end.error ? JSON.stringify(end.error) : null,
          $now: now,
        },
      );
      keepEnd(tx, id);
    },

    /** True once a rehearsal ended well on this account. */
    rehearsedBefore(reader: Reader): boolean {
      return (
        reader.get(
          `SELECT 1 FROM publish_log WHERE user_id = $account AND dry_run = 1 AND status = 'ok'
           UNION ALL SELECT 1 FROM settings WHERE key = $rehearsed LIMIT 1`,
          { $account: accountId, $rehearsed: REHEARSED_KEY },
        ) !== null
      );
    },
  };
}

/** How a publication ended, as it stands beside its key; null while it is queued. */
export function endedAs(status: LogStatus): string | null {
  return status === 'queued' ? null : status;
}
