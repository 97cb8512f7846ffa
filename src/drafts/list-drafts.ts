import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { matchAll } from '../search/match-expression.ts';
import { queryWords, type QueryWord } from '../search/query-words.ts';
import type { Reader } from '../store/store.ts';
import type { DraftSummary } from './draft.ts';
import { withHits } from './draft-hits.ts';
import { draftListRepository, type ListOrder, type ListStatus } from './draft-list-repository.ts';
import { listCursor, listPosition, searchCursor, searchPosition } from './list-cursor.ts';
import { findWords, MOST_COUNTED, pageByRelevance } from './search-drafts.ts';

export interface DraftQuery {
  status: ListStatus;
  /** Words of title, brand, reference, description, notes …, in any order, begun or mistyped (spec section 14). */
  text: string;
  /** Relevance without a text is the order of changes. */
  sort: 'relevance' | ListOrder;
  /** From the page before; null = the first page. */
  cursor: string | null;
  limit: number;
}

export interface DraftPage {
  drafts: DraftSummary[];
  nextCursor: string | null;
  /** How many there are in all pages together; of a search at most `MOST_COUNTED`. */
  total: number;
  /** True where a search found more than it counted. */
  moreThanTotal: boolean;
}

/**
 * One page of drafts, keyset-paged: the cursor names the last row seen, so that rows that come or go between two pages
 * shift nothing. With a text the rows say where they fit it. @returns `invalid_input` for a cursor that is none
 */
export function listDrafts(reader: Reader, accountId: string, query: DraftQuery): Result<DraftPage> {
  // "#" is the beginning of a reference: nothing to go by yet.
  const text = query.text.trim() === '#' ? '' : query.text.trim();
  const words = queryWords(text);
  if (text === '') return inOrder(reader, accountId, query, null);
  if (words.length === 0) return ok({ drafts: [], nextCursor: null, total: 0, moreThanTotal: false });
  return query.sort === 'relevance'
    ? byRelevance(reader, accountId, query, words)
    : inOrder(reader, accountId, query, words);
}

function inOrder(
  reader: Reader,
  accountId: string,
  query: DraftQuery,
  typed: readonly QueryWord[] | null,
): Result<DraftPage> {
  const order = query.sort === 'relevance' ? 'updated' : query.sort;
  const after = query.cursor === null ? null : listPosition(query.cursor, order);
  if (query.cursor !== null && !after) return badCursor();

  const search = typed && findWords(reader, accountId, query.status, typed, null);
  const expression = search && matchAll(search.words);
  const list = draftListRepository(accountId);
  const rows = list.page(reader, { status: query.status, order, expression }, after, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return ok({
    drafts: summaries(reader, accountId, shown, search?.words ?? null),
    nextCursor: last ? listCursor(last) : null,
    ...(search
      ? shownTotal(search.total)
      : { total: list.counts(reader)[query.status], moreThanTotal: false }),
  });
}

function byRelevance(
  reader: Reader,
  accountId: string,
  query: DraftQuery,
  typed: readonly QueryWord[],
): Result<DraftPage> {
  const after = query.cursor === null ? null : searchPosition(query.cursor);
  if (query.cursor !== null && !after) return badCursor();

  const { words, total, relaxed } = findWords(reader, accountId, query.status, typed, after);
  const found =
    total === 0 ? [] : pageByRelevance(reader, accountId, query.status, words, after, query.limit + 1);
  const shown = found.slice(0, query.limit);
  const last = found.length > query.limit ? shown.at(-1) : undefined;
  return ok({
    drafts: summaries(reader, accountId, shown, words),
    nextCursor: last ? searchCursor({ tier: last.tier, docid: last.docid, total, relaxed }) : null,
    ...shownTotal(total),
  });
}

function shownTotal(counted: number): Pick<DraftPage, 'total' | 'moreThanTotal'> {
  return { total: Math.min(counted, MOST_COUNTED), moreThanTotal: counted > MOST_COUNTED };
}

function summaries(
  reader: Reader,
  accountId: string,
  rows: readonly { id: string }[],
  words: readonly QueryWord[] | null,
): DraftSummary[] {
  const drafts = draftListRepository(accountId).summaries(
    reader,
    rows.map((row) => row.id),
  );
  return words ? withHits(reader, accountId, drafts, words) : drafts;
}

function badCursor(): Result<never> {
  return fail(appError('invalid_input', { field: 'cursor' }));
}
