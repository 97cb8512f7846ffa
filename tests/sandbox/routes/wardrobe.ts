/** The own listings, page by page (contract §6). */
import { json } from '../answers.ts';
import type { Answer, Exchange, Routes } from '../exchange.ts';
import { wardrobeRow } from '../item-read.ts';
import type { Listing } from '../state.ts';

const PER_PAGE = 20;
const MOST_PER_PAGE = 96;

const IS: Readonly<Record<string, (item: Listing) => boolean>> = {
  active: (item) => !item.isDraft && item.soldAt === null && !item.isHidden && !item.isReserved,
  sold: (item) => item.soldAt !== null,
  hidden: (item) => item.isHidden,
  reserved: (item) => item.isReserved,
};

/** A positive integer of the query, or the fallback. */
function numberOf(query: URLSearchParams, name: string, fallback: number): number {
  const value = Number(query.get(name) ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

/** Cuts a list into a page with its pagination object. */
export function page<T>(all: T[], query: URLSearchParams): { rows: T[]; pagination: Record<string, number> } {
  const perPage = Math.min(numberOf(query, 'per_page', PER_PAGE), MOST_PER_PAGE);
  const current = numberOf(query, 'page', 1);
  const total = all.length;
  return {
    rows: all.slice((current - 1) * perPage, current * perPage),
    pagination: {
      current_page: current,
      total_pages: Math.ceil(total / perPage),
      total_entries: total,
      per_page: perPage,
    },
  };
}

function list(exchange: Exchange, userId: number): Answer {
  const { state, session, settings, url, violate } = exchange;
  const query = url.searchParams;
  const order = query.get('order') ?? 'relevance';
  const condition = query.get('cond');
  if (!['relevance', 'newest_first'].includes(order)) violate(`wardrobe.list: unknown order ${order}`);
  if (condition !== null && !IS[condition]) violate(`wardrobe.list: unknown cond ${condition}`);
  const own = session!.account!.id === userId;
  const now = Date.now();
  const draftsOnly = query.get('status') === 'DRAFT';
  const withDrafts = draftsOnly || settings.readings.draftsListed === 'rows';
  const shown = [...state.listings.values(), ...(own && withDrafts ? state.drafts.values() : [])]
    .filter((item) => item.accountId === userId && item.visibleAt <= now)
    .filter((item) => own || !item.isHidden)
    .filter((item) => !draftsOnly || item.isDraft)
    .filter((item) => condition === null || (IS[condition]?.(item) ?? true))
    // "relevance" is nowhere defined: most liked first, so that it differs from newest_first.
    .sort(
      (a, b) =>
        (order === 'newest_first' ? 0 : b.favourites - a.favourites) ||
        b.createdAt - a.createdAt ||
        b.id - a.id,
    );
  const { rows, pagination } = page(shown, query);
  return json({ items: rows.map((item) => wardrobeRow(state, item)), pagination, code: 0 });
}

export const wardrobeRoutes: Routes = { 'wardrobe.list': list, 'draft.list': list };
