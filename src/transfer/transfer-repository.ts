import type { Reader } from '../store/store.ts';

/** What export and import ask of the drafts of one account. */
export function transferRepository(accountId: string) {
  const account = { $account: accountId };
  return {
    /** The drafts outside the bin, oldest first. */
    draftIds(reader: Reader, status: 'ready' | 'all'): string[] {
      return reader
        .all<{ id: string }>(
          `SELECT id FROM drafts WHERE user_id = $account AND deleted_at IS NULL AND ($status = 'all' OR status = $status)
           ORDER BY created_at, rowid`,
          { ...account, $status: status },
        )
        .map((row) => row.id);
    },

    /** Those of these content hashes that a draft outside the bin has, as the gate last saw it. */
    knownContents(reader: Reader, hashes: readonly string[]): string[] {
      return reader
        .all<{ hash: string }>(
          `SELECT DISTINCT json_extract(flags_json, '$.content_hash') AS hash FROM drafts
           WHERE user_id = $account AND deleted_at IS NULL AND hash IN (SELECT value FROM json_each($hashes))`,
          { ...account, $hashes: JSON.stringify(hashes) },
        )
        .map((row) => row.hash);
    },
  };
}
