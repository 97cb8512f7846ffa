/**
 * Text as search compares it: without regard to case, accents, œ and æ, ß, the shape of apostrophes and repeated
 * spaces. "L’Œuvre  d'Été" → "l'oeuvre d'ete".
 */
export function foldText(text: string): string {
  return text
    .replace(/[’ʼ‘`´]/g, "'")
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The folded words of what was typed; an empty list fits everything. */
export function foldedWords(text: string): string[] {
  return foldText(text).split(' ').filter(Boolean);
}
