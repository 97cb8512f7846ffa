import type { Reader, SqlValue } from '../store/store.ts';
import type { ListStatus } from './draft-list-repository.ts';

/** A draft found, by the number the index knows it by. */
export interface FoundDraft {
  docid: number;
  id: string;
}

/** The texts of a draft that a search may have found and a list does not show. */
export interface HiddenTexts {
  id: string;
  description: string | null;
  notes: string | null;
  color: string | null;
  category: string | null;
}

/** An index FTS4 walks in the order of docids, joined from there on by number. */
const FOUND = `FROM draft_search s CROSS JOIN draft_places p ON p.docid = s.docid`;

/** Searching the drafts of one account. Expressions are FTS4's (`src/search/match-expression.ts`). */
export function draftSearchRepository(accountId: string) {
  const shelves = (status: ListStatus): { sql: string; params: Record<string, SqlValue> } => {
    const params = { $account: accountId };
    const ids = `p.shelf_id IN (SELECT id FROM draft_shelves WHERE user_id = $account AND`;
    return status === 'all'
      ? { sql: `${ids} shelf <> 'bin')`, params }
      : { sql: `${ids} shelf = $shelf)`, params: { ...params, $shelf: status } };
  };

  return {
    /** How many drafts fit, counted up to `most`: to count them all can take longer than to find the best. */
    count(reader: Reader, status: ListStatus, expression: string, most: number): number {
      const filter = shelves(status);
      return reader.get<{ n: number }>(
        `SELECT count(*) AS n FROM (
           SELECT 1 ${FOUND} WHERE s.draft_search MATCH $expression AND ${filter.sql} LIMIT $most)`,
        { ...filter.params, $expression: expression, $most: most },
      )!.n;
    },

    /** Drafts that fit, newest first, below a docid. */
    page(reader: Reader, status: ListStatus, expression: string, below: number, limit: number): FoundDraft[] {
      const filter = shelves(status);
      return reader.all<FoundDraft>(
        `SELECT s.docid AS docid, m.draft_id AS id ${FOUND} CROSS JOIN draft_docs m ON m.docid = s.docid
         WHERE s.draft_search MATCH $expression AND s.docid < $below AND ${filter.sql}
         ORDER BY s.docid DESC LIMIT $limit`,
        { ...filter.params, $expression: expression, $below: below, $limit: limit },
      );
    },

    hiddenTexts(reader: Reader, ids: readonly string[]): HiddenTexts[] {
      return reader.all<HiddenTexts>(
        `SELECT d.id, d.description, p.notes, d.color, d.category
         FROM drafts d LEFT JOIN pieces p ON p.id = d.piece_id
         WHERE +d.user_id = $account AND d.id IN (SELECT value FROM json_each($ids))`,
        { $account: accountId, $ids: JSON.stringify(ids) },
      );
    },
  };
}
