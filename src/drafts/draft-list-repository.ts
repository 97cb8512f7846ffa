import type { Reader, SqlParams, SqlValue } from '../store/store.ts';
import type { DraftStatus, DraftSummary } from './draft.ts';
import { summaryOf, type SummaryRow } from './draft-rows.ts';

export type ListStatus = DraftStatus | 'all' | 'bin';

/** How a list may be sorted in SQL: newest first for times, cheapest first for prices. */
export const SQL_ORDERS = {
  updated: { column: 'd.updated_at', direction: 'DESC' },
  created: { column: 'd.created_at', direction: 'DESC' },
  price: { column: 'd.price', direction: 'ASC' },
} as const;
export type SqlOrder = keyof typeof SQL_ORDERS;

/** What search and sorting by title look at, of every draft of a status. */
export interface DraftKey {
  id: string;
  title: string;
  brand: string | null;
  reference: number | null;
  /** The value of the column sorted by. */
  value: string | number;
}

const COLUMNS = `d.id, p.reference, d.title, d.price, d.currency, d.brand, d.size, d.color, d.category, d.status,
  json_array_length(d.flags_json, '$.blockers') AS blockers, json_array_length(d.flags_json, '$.warnings') AS warnings,
  (SELECT count(*) FROM photo_metadata m WHERE m.draft_id = d.id AND m.deleted_at IS NULL) AS photo_count,
  (SELECT a.sha256 FROM photo_metadata m JOIN media_asset a ON a.id = m.asset_id
    WHERE m.draft_id = d.id AND m.deleted_at IS NULL ORDER BY m.position, m.photo_id LIMIT 1) AS cover,
  EXISTS (SELECT 1 FROM plugin_queue q WHERE q.draft_id = d.id AND q.user_id = d.user_id
    AND q.status IN ('queued','processing','paused','manual','unknown')) AS locked,
  d.prepared_until, json_extract(d.error_json, '$.code') AS error_code,
  (SELECT l.listing_url FROM listings l WHERE l.draft_id = d.id AND l.deleted_at IS NULL
    ORDER BY l.created_at DESC, l.id DESC LIMIT 1) AS listing_url, d.updated_at`;
const FROM = `FROM drafts d LEFT JOIN pieces p ON p.id = d.piece_id`;

/** The lists of drafts of one account. */
export function draftListRepository(accountId: string) {
  const where = (status: ListStatus): { sql: string; params: Record<string, SqlValue> } => {
    const params = { $account: accountId };
    if (status === 'bin') return { sql: 'd.user_id = $account AND d.deleted_at IS NOT NULL', params };
    const sql = 'd.user_id = $account AND d.deleted_at IS NULL';
    return status === 'all'
      ? { sql, params }
      : { sql: `${sql} AND d.status = $status`, params: { ...params, $status: status } };
  };

  return {
    /** One page behind `after` (the sort value and id of the last row seen), by keyset: no row is skipped or repeated. */
    page(
      reader: Reader,
      status: ListStatus,
      order: SqlOrder,
      after: { value: string | number; id: string } | null,
      limit: number,
    ): { summary: DraftSummary; value: string | number }[] {
      const { column, direction } = SQL_ORDERS[order];
      const filter = where(status);
      const behind = after ? `AND (${column}, d.id) ${direction === 'DESC' ? '<' : '>'} ($value, $id)` : '';
      const params: SqlParams = {
        ...filter.params,
        $limit: limit,
        ...(after ? { $value: after.value, $id: after.id } : {}),
      };
      return reader
        .all<SummaryRow & { value: string | number }>(
          `SELECT ${column} AS value, ${COLUMNS} ${FROM} WHERE ${filter.sql} ${behind}
           ORDER BY ${column} ${direction}, d.id ${direction} LIMIT $limit`,
          params,
        )
        .map(({ value, ...row }) => ({ summary: summaryOf(row), value }));
    },

    count(reader: Reader, status: ListStatus): number {
      const filter = where(status);
      return reader.get<{ n: number }>(
        `SELECT count(*) AS n FROM drafts d WHERE ${filter.sql}`,
        filter.params,
      )!.n;
    },

    /** What search looks at, of all drafts of a status, in an order of SQL. */
    keys(reader: Reader, status: ListStatus, order: SqlOrder): DraftKey[] {
      const { column, direction } = SQL_ORDERS[order];
      const filter = where(status);
      return reader.all<DraftKey>(
        `SELECT d.id, d.title, d.brand, p.reference, ${column} AS value
         ${FROM} WHERE ${filter.sql}
         ORDER BY ${column} ${direction}, d.id ${direction}`,
        filter.params,
      );
    },

    /** The rows with these ids, in the order of the ids. */
    summaries(reader: Reader, ids: readonly string[]): DraftSummary[] {
      const rows = reader
        .all<SummaryRow>(
          `SELECT ${COLUMNS} ${FROM} WHERE d.user_id = $account AND d.id IN (SELECT value FROM json_each($ids))`,
          {
            $account: accountId,
            $ids: JSON.stringify(ids),
          },
        )
        .map(summaryOf);
      const byId = new Map(rows.map((summary) => [summary.id, summary]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
}
