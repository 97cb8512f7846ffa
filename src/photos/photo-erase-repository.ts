import type { Reader, Transaction } from '../store/store.ts';

interface ErasedRow {
  photo_id: string;
  asset_id: string;
}

/** Photos that go for good, of one account. */
export function photoEraseRepository(accountId: string) {
  const account = { $account: accountId };
  const BINNED = `user_id = $account AND deleted_at < $before
    AND photo_id NOT IN (SELECT value FROM json_each($held))
    AND (draft_id IS NULL OR EXISTS (SELECT 1 FROM drafts d WHERE d.id = draft_id AND d.deleted_at IS NULL))`;

  return {
    ofDrafts(reader: Reader, draftIds: readonly string[]): ErasedRow[] {
      return reader.all<ErasedRow>(
        `SELECT photo_id, asset_id FROM photo_metadata
         WHERE +user_id = $account AND draft_id IN (SELECT value FROM json_each($drafts))`,
        { ...account, $drafts: JSON.stringify(draftIds) },
      );
    },

    countOfDrafts(reader: Reader, draftIds: readonly string[]): number {
      return reader.get<{ n: number }>(
        `SELECT count(*) AS n FROM photo_metadata
         WHERE +user_id = $account AND draft_id IN (SELECT value FROM json_each($drafts))`,
        { ...account, $drafts: JSON.stringify(draftIds) },
      )!.n;
    },

    /** Photos put in the bin one by one; those of a draft in the bin go with their draft. */
    binned(reader: Reader, before: string, held: readonly string[], limit: number): ErasedRow[] {
      return reader.all<ErasedRow>(
        `SELECT photo_id, asset_id FROM photo_metadata WHERE ${BINNED} ORDER BY deleted_at LIMIT $limit`,
        { ...account, $before: before, $held: JSON.stringify(held), $limit: limit },
      );
    },

    countBinned(reader: Reader, before: string, held: readonly string[]): number {
      return reader.get<{ n: number }>(`SELECT count(*) AS n FROM photo_metadata WHERE ${BINNED}`, {
        ...account,
        $before: before,
        $held: JSON.stringify(held),
      })!.n;
    },

    /** Removes the rows; a content no row shows any more leaves a trace, by which its piece can be recognised. */
    erase(tx: Transaction, rows: readonly ErasedRow[], now: string): void {
      const ids = JSON.stringify(rows.map((row) => row.photo_id));
      const assets = JSON.stringify([...new Set(rows.map((row) => row.asset_id))]);
      tx.run(
        `INSERT INTO photo_trace (user_id, sha256, original_sha256, dhash, piece_id, erased_at)
         SELECT a.user_id, a.sha256, a.original_sha256, a.dhash,
           (SELECT d.piece_id FROM photo_metadata m JOIN drafts d ON d.id = m.draft_id
             WHERE m.asset_id = a.id AND m.photo_id IN (SELECT value FROM json_each($ids)) LIMIT 1), $now
         FROM media_asset a WHERE +a.user_id = $account AND a.id IN (SELECT value FROM json_each($assets))
           AND NOT EXISTS (SELECT 1 FROM photo_metadata m WHERE m.asset_id = a.id
             AND m.photo_id NOT IN (SELECT value FROM json_each($ids)))
         ON CONFLICT (user_id, sha256) DO UPDATE SET erased_at = excluded.erased_at,
           piece_id = coalesce(excluded.piece_id, piece_id)`,
        { ...account, $ids: ids, $assets: assets, $now: now },
      );
      tx.run(
        `DELETE FROM photo_metadata WHERE +user_id = $account AND photo_id IN (SELECT value FROM json_each($ids))`,
        { ...account, $ids: ids },
      );
      tx.run(
        `DELETE FROM media_asset WHERE +user_id = $account AND id IN (SELECT value FROM json_each($assets))
           AND NOT EXISTS (SELECT 1 FROM photo_metadata m WHERE m.asset_id = media_asset.id)`,
        { ...account, $assets: assets },
      );
    },
  };
}
