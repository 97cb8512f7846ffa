import type { Reader, SqlParams, SqlValue } from '../store/store.ts';
import type { DraftCounts, DraftStatus, DraftSummary } from './draft.ts';
import { summaryOf, type SummaryRow } from './draft-rows.ts';

export type ListStatus = DraftStatus | 'all' | 'bin';

/** How a list may be sorted: newest first, along the alphabet, cheapest first. */
export type ListOrder = 'updated' | 'created' | 'title' | 'price';

/** Where a row stands in its order: the value sorted by, and what tells equal values apart. */
export interface ListPosition {
  value: string | number;
  tie: string | number;
}

/** The value of each order, its tie-break, its direction, and the tables in the order SQLite is to walk them. */
const ORDERS = {
  updated: {
    value: 'd.updated_at',
    tie: 'd.id',
    direction: 'DESC',
    tables: 'drafts d',
    found: 'CROSS JOIN draft_docs m ON m.docid = s.docid CROSS JOIN drafts d ON d.id = m.draft_id',
  },
  created: {
    value: 'p.created_ms',
    tie: 'p.docid',
    direction: 'DESC',
    tables: 'draft_places p CROSS JOIN draft_docs m ON m.docid = p.docid',
    found: 'CROSS JOIN draft_places p ON p.docid = s.docid CROSS JOIN draft_docs m ON m.docid = s.docid',
  },
  price: {
    value: 'p.price_cents',
    tie: 'p.docid',
    direction: 'ASC',
    tables: 'draft_places p CROSS JOIN draft_docs m ON m.docid = p.docid',
    found: 'CROSS JOIN draft_places p ON p.docid = s.docid CROSS JOIN draft_docs m ON m.docid = s.docid',
  },
  title: {
    value: 'm.title_key',
    tie: 'm.docid',
    direction: 'ASC',
    tables: 'draft_docs m CROSS JOIN draft_places p ON p.docid = m.docid',
    found: 'CROSS JOIN draft_places p ON p.docid = s.docid CROSS JOIN draft_docs m ON m.docid = s.docid',
  },
} as const;

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
  const account = { $account: accountId };

  const onShelf = (
    status: ListStatus,
    order: ListOrder,
  ): { sql: string; params: Record<string, SqlValue> } => {
    const params = { ...account, ...(status === 'all' || status === 'bin' ? {} : { $status: status }) };
    if (order !== 'updated') {
      const shelf =
        status === 'all' ? `shelf <> 'bin'` : status === 'bin' ? `shelf = 'bin'` : 'shelf = $status';
      const shelves = `SELECT id FROM draft_shelves WHERE user_id = $account AND ${shelf}`;
      return { sql: `p.shelf_id IN (${shelves})`, params };
    }
    const bin = status === 'bin' ? 'IS NOT NULL' : 'IS NULL';
    const only = '$status' in params ? 'AND d.status = $status' : '';
    return { sql: `d.user_id = $account ${only} AND d.deleted_at ${bin}`, params };
  };

  return {
    /**
     * The ids of one page behind `after` (the last row seen), by keyset: no row is skipped or repeated.
     * @param expression only drafts whose text fits it (`src/search/match-expression.ts`); null = all
     */
    page(
      reader: Reader,
      list: { status: ListStatus; order: ListOrder; expression: string | null },
      after: ListPosition | null,
      limit: number,
    ): (ListPosition & { id: string })[] {
      const { value, tie, direction, tables, found } = ORDERS[list.order];
      const shelf = onShelf(list.status, list.order);
      const behind = after ? `AND (${value}, ${tie}) ${direction === 'DESC' ? '<' : '>'} ($value, $tie)` : '';
      const fits = list.expression === null ? '' : 'AND s.draft_search MATCH $expression';
      const params: SqlParams = {
        ...shelf.params,
        $limit: limit,
        ...(after ? { $value: after.value, $tie: after.tie } : {}),
        ...(list.expression === null ? {} : { $expression: list.expression }),
      };
      return reader.all(
        `SELECT ${list.order === 'updated' ? 'd.id' : 'm.draft_id'} AS id, ${value} AS value, ${tie} AS tie
         FROM ${list.expression === null ? tables : `draft_search s ${found}`}
         WHERE ${shelf.sql} ${fits} ${behind} ORDER BY value ${direction}, tie ${direction} LIMIT $limit`,
        params,
      );
    },

    /** How many drafts stand in each status, kept right by triggers; `all` is those not in the bin. */
    counts(reader: Reader): DraftCounts {
      const counts: DraftCounts = {
        pending: 0,
        ready: 0,
        prepared: 0,
        published: 0,
        error: 0,
        manual: 0,
        all: 0,
        bin: 0,
      };
      const rows = reader.all<{ shelf: DraftStatus | 'bin'; drafts: number }>(
        `SELECT shelf, drafts FROM draft_shelves WHERE user_id = $account`,
        account,
      );
      for (const { shelf, drafts } of rows) {
        counts[shelf] += drafts;
        if (shelf !== 'bin') counts.all += drafts;
      }
      return counts;
    },

    /** The rows with these ids, in the order of the ids. */
    summaries(reader: Reader, ids: readonly string[]): DraftSummary[] {
      const rows = reader
        .all<SummaryRow>(
          `SELECT ${COLUMNS} ${FROM} WHERE +d.user_id = $account AND d.id IN (SELECT value FROM json_each($ids))`,
          {
            ...account,
            $ids: JSON.stringify(ids),
          },
        )
        .map(summaryOf);
      const byId = new Map(rows.map((summary) => [summary.id, summary]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
}
