import type { TextRange } from '../../search/hits.ts';

export interface HitPiece {
  text: string;
  hit: boolean;
}

/** A text in pieces, those a search found marked; ranges that do not fit the text (it changed meanwhile) mark nothing. */
export function hitPieces(text: string, ranges: readonly TextRange[] = []): HitPiece[] {
  const pieces: HitPiece[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), hit: false });
    pieces.push({ text: text.slice(from, to), hit: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}
