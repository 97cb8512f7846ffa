import type { AppError } from '../shared/app-error.ts';
import type { Reader, Transaction } from '../store/store.ts';

export interface PublishLogEntry {
  id: string;
  draftId: string;
  idempotencyKey: string;
  /** SHA-256 of the token. */
  tokenHash: string;
  dryRun: boolean;
}

/** What was asked and what came of it: the memory that makes "never twice" true. */
export function publishLogRepository(accountId: string) {
  return {
    /** Spec 3.2: was this key ever reserved? Keys are never released, and they are not per account. */
    seenIdempotency(reader: Reader, key: string): boolean {
      return reader.get(`SELECT 1 FROM publish_log WHERE idempotency_key = $key`, { $key: key }) !== null;
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
           AND status IN ('queued','ok','manual')`,
          { $draft: draftId, $account: accountId },
        ) !== null
      );
    },

    /** An upsert on the key (spec 3.2): the row of a key is made once, its end is written later. */
    logPublish(
      tx: Transaction,
      entry: PublishLogEntry,
      end: {
        status: 'queued' | 'ok' | 'manual' | 'error';
        listingUrl?: string | null;
        error?: AppError | null;
      },
      now: string,
    ): void {
      tx.run(
        `INSERT INTO publish_log (id, user_id, draft_id, idempotency_key, confirm_token, dry_run, status, listing_url,
           error_json, created_at, updated_at)
         VALUES ($id, $account, $draft, $key, $token, $dry, $status, $url, $error, $now, $now)
         ON CONFLICT (idempotency_key) DO UPDATE SET status = excluded.status, listing_url = excluded.listing_url,
           error_json = excluded.error_json, updated_at = excluded.updated_at
         WHERE publish_log.user_id = excluded.user_id AND publish_log.id = excluded.id`,
        {
          $id: entry.id,
          $account: accountId,
          $draft: entry.draftId,
          $key: entry.idempotencyKey,
          $token: entry.tokenHash,
          $dry: entry.dryRun ? 1 : 0,
          $status: end.status,
          $url: end.listingUrl ?? null,
          $error: end.error ? JSON.stringify(end.error) : null,
          $now: now,
        },
      );
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
    },

    /** True once a rehearsal ended well on this account. */
    rehearsedBefore(reader: Reader): boolean {
      return (
        reader.get(
          `SELECT 1 FROM publish_log WHERE user_id = $account AND dry_run = 1 AND status = 'ok' LIMIT 1`,
          {
            $account: accountId,
          },
        ) !== null
      );
    },
  };
}
