import type { Reader } from '../store/store.ts';
import { excerptOf, hitsIn, holdsWord } from '../search/hits.ts';
import type { QueryWord } from '../search/query-words.ts';
import type { DraftHits, DraftSummary } from './draft.ts';
import { draftSearchRepository, type HiddenTexts } from './draft-search-repository.ts';

/** The rows of a search with what of them fits the words; where a row does not show it, lines of the text that does. */
export function withHits(
  reader: Reader,
  accountId: string,
  rows: readonly DraftSummary[],
  words: readonly QueryWord[],
): DraftSummary[] {
  const seen = rows.map((row) => ({ row, hits: shownHits(row, words), unseen: unseenWords(row, words) }));
  const ids = seen.filter(({ unseen }) => unseen.length > 0).map(({ row }) => row.id);
  const texts = ids.length > 0 ? draftSearchRepository(accountId).hiddenTexts(reader, ids) : [];
  const textsById = new Map(texts.map((text) => [text.id, text]));
  return seen.map(({ row, hits, unseen }) => ({
    ...row,
    hits: { ...hits, excerpt: hiddenExcerpt(textsById.get(row.id), unseen) },
  }));
}

function shownHits(row: DraftSummary, words: readonly QueryWord[]): Omit<DraftHits, 'excerpt'> {
  return {
    title: hitsIn(row.title, words),
    brand: hitsIn(row.labels.brand ?? '', words),
    size: hitsIn(row.labels.size ?? '', words),
    reference: words.some((word) => namesReference(word, row.reference)),
  };
}

function unseenWords(row: DraftSummary, words: readonly QueryWord[]): QueryWord[] {
  const shown = `${row.title} | ${row.labels.brand ?? ''} | ${row.labels.size ?? ''}`;
  return words.filter((word) => !holdsWord(shown, word) && !namesReference(word, row.reference));
}

/** "127", "0127" and "#0127" name piece 127; so do their beginnings, as the index finds them. */
function namesReference(word: QueryWord, reference: number | null): boolean {
  if (reference === null) return false;
  const [typed] = word.ways[0]!;
  return [String(reference), String(reference).padStart(4, '0')].some((number) => number.startsWith(typed!));
}

function hiddenExcerpt(texts: HiddenTexts | undefined, words: readonly QueryWord[]): DraftHits['excerpt'] {
  if (!texts) return null;
  for (const text of [texts.description, texts.notes, texts.color, texts.category]) {
    const excerpt = text && excerptOf(text, words);
    if (excerpt) return excerpt;
  }
  return null;
}
