import type { Reader } from '../store/store.ts';
import { indexRepository } from './index-repository.ts';
import { matchAll } from './match-expression.ts';
import { isOneEdit, slipsOf } from './one-edit.ts';
import type { QueryWord } from './query-words.ts';
import { vocabularyRepository } from './vocabulary-repository.ts';

/** More guesses than this are noise. */
const MOST_LIKELY = 8;
/** Below it, only a forgotten letter is guessed: "nke". Everything is one edit away from "ab". */
const FREE_LENGTH = 4;
const SHORTEST = 3;

/**
 * The words of the texts that a word may have been meant for: one edit away, those with the same first letter first.
 * Words with digits are sizes and references, where one edit is another thing.
 */
export function likelyWords(reader: Reader, word: string): string[] {
  if (word.length < SHORTEST || /\d/.test(word)) return [];
  const fits = (known: string) =>
    isOneEdit(word, known) && (word.length >= FREE_LENGTH || known.length > word.length);
  const fresh = vocabularyRepository.unlearnedLike(reader, word);
  const known = vocabularyRepository.wordsBySlips(reader, slipsOf(word));
  return [...new Set([...known, ...fresh])]
    .filter(fits)
    .sort((a, b) => Number(b[0] === word[0]) - Number(a[0] === word[0]) || (a < b ? -1 : 1))
    .filter((candidate) => indexRepository.holds(reader, candidate))
    .slice(0, MOST_LIKELY);
}

/** The words as typed; those that lead nowhere with what they were likely meant for. */
export function withLikelyWords(reader: Reader, words: readonly QueryWord[]): QueryWord[] {
  return words.map((word) =>
    mayBeSlip(word) && !indexRepository.holds(reader, matchAll([word])) ? meant(reader, word) : word,
  );
}

/** Each word with what it was likely meant for, also where it leads somewhere by itself: "bote noire". */
export function withAllLikelyWords(reader: Reader, words: readonly QueryWord[]): QueryWord[] {
  return words.map((word) => (mayBeSlip(word) && word.likely.length === 0 ? meant(reader, word) : word));
}

/** Not a word in parts ("t-shirt"): either way of it would be guessed apart. */
function mayBeSlip(word: QueryWord): boolean {
  return !word.isReference && word.ways.length === 1 && word.ways[0]!.join('').length >= SHORTEST;
}

function meant(reader: Reader, word: QueryWord): QueryWord {
  return { ...word, likely: likelyWords(reader, word.ways[0]!.join('')) };
}
