import { foldText } from '../shared/fold-text.ts';
import type { QueryWord } from './query-words.ts';

/** From this sign of a text up to, and without, that one. Never markup: the interface draws them as it likes. */
export type TextRange = [from: number, to: number];

export interface Excerpt {
  text: string;
  ranges: TextRange[];
}

const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}]*`;
const JOINED_WORDS = new RegExp(`${WORD}(?:['’‘ʼ´\`‐‑-]${WORD})*`, 'gu');
const WORDS = new RegExp(WORD, 'gu');
/** As much of a text as a row shows, and how much of it stands before the hit. */
const EXCERPT_LENGTH = 90;
const EXCERPT_LEAD = 14;

/** Where the words stand in a text, in order, without overlap. */
export function hitsIn(text: string, words: readonly QueryWord[]): TextRange[] {
  const ranges: TextRange[] = [];
  for (const { 0: group, index } of text.matchAll(JOINED_WORDS)) {
    const parts = [...group.matchAll(WORDS)];
    const together = foldText(parts.map(([part]) => part).join(''));
    if (parts.length > 1 && words.some((word) => meets(together, word))) {
      ranges.push([index, index + group.length]);
      continue;
    }
    for (const { 0: part, index: at } of parts) {
      if (words.some((word) => meets(foldText(part), word)))
        ranges.push([index + at, index + at + part.length]);
    }
  }
  return ranges;
}

/** True where the text holds the word in one of its ways, or what it was likely meant for. */
export function holdsWord(text: string, word: QueryWord): boolean {
  return hitsIn(text, [word]).length > 0;
}

/** The lines around the first hit, cut at words, on one line; null without a hit. */
export function excerptOf(text: string, words: readonly QueryWord[]): Excerpt | null {
  const line = text.replace(/\s+/g, ' ').trim();
  const first = hitsIn(line, words)[0];
  if (!first) return null;
  let from = Math.max(0, first[0] - EXCERPT_LEAD);
  if (from > 0) from = Math.min(first[0], line.indexOf(' ', from) + 1 || first[0]);
  let to = Math.min(line.length, from + EXCERPT_LENGTH);
  if (to < line.length) to = Math.max(first[1], line.lastIndexOf(' ', to));
  const cut = `${from > 0 ? '… ' : ''}${line.slice(from, to)}${to < line.length ? ' …' : ''}`;
  return { text: cut, ranges: hitsIn(cut, words) };
}

function meets(folded: string, word: QueryWord): boolean {
  if (word.isReference) return false;
  if (word.likely.includes(folded)) return true;
  return word.ways.some((way) =>
    way.some(
      (part, at) => folded === part || (at === way.length - 1 && part.length > 1 && folded.startsWith(part)),
    ),
  );
}
