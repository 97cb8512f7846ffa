import { appError } from '../shared/app-error.ts';
import { foldedWords, foldText } from '../shared/fold-text.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Reader } from '../store/store.ts';
import type { DraftSummary } from './draft.ts';
import {
  draftListRepository,
  type DraftKey,
  type ListStatus,
  type SqlOrder,
} from './draft-list-repository.ts';

export interface DraftQuery {
  status: ListStatus;
  /** Words of title, brand and reference, in any order, without regard to case and accents. */
  text: string;
  sort: 'updated' | 'created' | 'title' | 'price';
  /** From the page before; null = the first page. */
  cursor: string | null;
  limit: number;
}

export interface DraftPage {
  drafts: DraftSummary[];
  nextCursor: string | null;
  /** How many there are in all pages together. */
  total: number;
}

type Position = { value: string | number; id: string };

/** Titles are compared over this many signs, so that a cursor stays short. */
const TITLE_KEY_LENGTH = 60;

/**
 * One page of drafts, keyset-paged: the cursor names the last row seen, so that rows that come or go between two pages
 * shift nothing. @returns `invalid_input` for a cursor that is none
 */
export function listDrafts(reader: Reader, accountId: string, query: DraftQuery): Result<DraftPage> {
  const after = query.cursor === null ? null : positionOf(query.cursor);
  if (query.cursor !== null && !after) return fail(appError('invalid_input', { field: 'cursor' }));
  if (query.sort === 'title' || query.text.trim() !== '')
    return ok(pageByKeys(reader, accountId, query, after));

  const list = draftListRepository(accountId);
  const rows = list.page(reader, query.status, query.sort, after, query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return ok({
    drafts: shown.map((row) => row.summary),
    nextCursor: last ? cursorOf({ value: last.value, id: last.summary.id }) : null,
    total: list.count(reader, query.status),
  });
}

/**
 * Search, and the order of titles, which SQLite has no alphabet for: the few columns they need are read for every draft
 * of the status, some milliseconds for thousands; whole rows only for the page.
 */
function pageByKeys(reader: Reader, accountId: string, query: DraftQuery, after: Position | null): DraftPage {
  const list = draftListRepository(accountId);
  const order: SqlOrder = query.sort === 'title' ? 'created' : query.sort;
  const words = foldedWords(query.text);
  let keys = list.keys(reader, query.status, order).filter((key) => fits(key, words));
  if (query.sort === 'title') {
    keys = keys
      .map((key) => ({ ...key, value: foldText(key.title).slice(0, TITLE_KEY_LENGTH) }))
      .sort((a, b) => compare(a, b));
  }
  const ascending = query.sort === 'title' || query.sort === 'price';
  const from = after
    ? keys.findIndex((key) => (ascending ? compare(key, after) > 0 : compare(key, after) < 0))
    : 0;
  const page = from === -1 ? [] : keys.slice(from, from + query.limit);
  const last = page.at(-1);
  const more = last !== undefined && from + query.limit < keys.length;
  return {
    drafts: list.summaries(
      reader,
      page.map((key) => key.id),
    ),
    nextCursor: more ? cursorOf(last) : null,
    total: keys.length,
  };
}

function fits(key: DraftKey, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const reference = key.reference === null ? '' : `#${String(key.reference).padStart(4, '0')}`;
  const text = foldText(`${key.title} ${key.brand ?? ''} ${reference}`);
  return words.every((word) => text.includes(word));
}

function compare(a: Position, b: Position): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function cursorOf({ value, id }: Position): string {
  return JSON.stringify([value, id]);
}

function positionOf(cursor: string): Position | null {
  try {
    const read: unknown = JSON.parse(cursor);
    if (!Array.isArray(read) || read.length !== 2) return null;
    const [value, id] = read as unknown[];
    const known = (typeof value === 'string' || typeof value === 'number') && typeof id === 'string';
    return known ? { value, id } : null;
  } catch {
    return null;
  }
}
