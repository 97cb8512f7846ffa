import { withAllLikelyWords, withLikelyWords } from '../search/likely-words.ts';
import { matchAll, matchTiers } from '../search/match-expression.ts';
import type { QueryWord } from '../search/query-words.ts';
import type { Reader } from '../store/store.ts';
import type { ListStatus } from './draft-list-repository.ts';
import { draftSearchRepository, type FoundDraft } from './draft-search-repository.ts';
import type { SearchPosition } from './list-cursor.ts';

/** Beyond, a search says only that there are more. */
export const MOST_COUNTED = 1_000;

/** The words a search goes by in the end, and how many drafts of the list hold them. */
export interface DraftSearch {
  words: QueryWord[];
  /** At most one more than `MOST_COUNTED`. */
  total: number;
  relaxed: boolean;
}

/**
 * What the typed words find among the drafts of a status: as they are; where one of them is in no text at all, what it was
 * likely meant for; where all together find nothing, what each was likely meant for.
 * @param known from the page before, whose guesses hold for the next
 */
export function findWords(
  reader: Reader,
  accountId: string,
  status: ListStatus,
  typed: readonly QueryWord[],
  known: SearchPosition | null,
): DraftSearch {
  const count = (words: readonly QueryWord[]) =>
    draftSearchRepository(accountId).count(reader, status, matchAll(words), MOST_COUNTED + 1);
  const words = withLikelyWords(reader, typed);
  if (known && !known.relaxed) return { words, total: known.total, relaxed: false };
  if (!known) {
    const total = count(words);
    if (total > 0) return { words, total, relaxed: false };
  }
  const relaxed = withAllLikelyWords(reader, words);
  return { words: relaxed, total: known?.total ?? count(relaxed), relaxed: true };
}

/** One page of a search, best first and newest first among equals, with the tier each was found in. */
export function pageByRelevance(
  reader: Reader,
  accountId: string,
  status: ListStatus,
  words: readonly QueryWord[],
  after: Pick<SearchPosition, 'tier' | 'docid'> | null,
  limit: number,
): (FoundDraft & { tier: number })[] {
  const drafts = draftSearchRepository(accountId);
  const found: (FoundDraft & { tier: number })[] = [];
  for (const [tier, expression] of matchTiers(words).entries()) {
    if (after && tier < after.tier) continue;
    const below = after?.tier === tier ? after.docid : Number.MAX_SAFE_INTEGER;
    const page = drafts.page(reader, status, expression, below, limit - found.length);
    found.push(...page.map((draft) => ({ ...draft, tier })));
    if (found.length >= limit) break;
  }
  return found;
}
