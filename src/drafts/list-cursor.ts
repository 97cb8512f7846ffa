import type { ListOrder, ListPosition } from './draft-list-repository.ts';

/** Where a page of a search ended, and what it found out that the next need not find again. */
export interface SearchPosition {
  /** The tier of `matchTiers`. */
  tier: number;
  docid: number;
  total: number;
  /** Whether known words were taken for slips too. */
  relaxed: boolean;
}

/** What the values of an order are. */
const KINDS: Record<ListOrder, { value: 'string' | 'number'; tie: 'string' | 'number' }> = {
  updated: { value: 'string', tie: 'string' },
  created: { value: 'number', tie: 'number' },
  price: { value: 'number', tie: 'number' },
  title: { value: 'string', tie: 'number' },
};

export function listCursor({ value, tie }: ListPosition): string {
  return JSON.stringify([value, tie]);
}

/** @returns null for what is no cursor of that order */
export function listPosition(cursor: string, order: ListOrder): ListPosition | null {
  const [value, tie, ...rest] = read(cursor);
  const kinds = KINDS[order];
  if (typeof value !== kinds.value || typeof tie !== kinds.tie || rest.length > 0) return null;
  return { value: value as string | number, tie: tie as string | number };
}

export function searchCursor({ tier, docid, total, relaxed }: SearchPosition): string {
  return JSON.stringify([tier, docid, total, relaxed]);
}

/** @returns null for what is no cursor of a search */
export function searchPosition(cursor: string): SearchPosition | null {
  const [tier, docid, total, relaxed, ...rest] = read(cursor);
  const numbers = [tier, docid, total].every(
    (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  );
  if (!numbers || typeof relaxed !== 'boolean' || rest.length > 0) return null;
  return { tier: tier as number, docid: docid as number, total: total as number, relaxed };
}

function read(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(cursor);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
