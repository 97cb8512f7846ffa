import { foldText } from '../shared/fold-text.ts';

/** One word of what was typed. */
export interface QueryWord {
  /**
   * The ways it may stand in a text, each a list of folded words that follow one another: "t-shirt" is `t` `shirt`, or
   * `tshirt`. Text is found that holds one of the ways, the last word of it as a beginning ("shi").
   */
  ways: string[][];
  /** "#0127": only the reference of a piece. */
  isReference: boolean;
  /** Words it may have been meant for, where itself it leads nowhere (see `likely-words.ts`). */
  likely: string[];
}

/** More words narrow nothing that a seller would still look at. */
const MOST_WORDS = 12;

/** The words of what was typed, in its order. None for "%" and the like, which no text is found by. */
export function queryWords(text: string): QueryWord[] {
  return foldText(text)
    .split(' ')
    .flatMap((typed): QueryWord[] => {
      const parts = typed.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      if (parts.length === 0) return [];
      if (typed.startsWith('#')) return [{ ways: [[parts[0]!]], isReference: true, likely: [] }];
      if (!/^[\p{L}\p{N}'‐‑-]+$/u.test(typed)) return parts.map((part) => wordOf([[part]]));
      return [wordOf(parts.length > 1 ? [parts, [parts.join('')]] : [parts])];
    })
    .slice(0, MOST_WORDS);
}

function wordOf(ways: string[][]): QueryWord {
  return { ways, isReference: false, likely: [] };
}
