/** Fewer letters than this say nothing about shouting. */
const FEWEST_LETTERS = 8;
export const MAX_CAPITALS_PERCENT = 30;
const LONGEST_ACRONYM = 4;

/** Sizes as garments have them: XS to XXXXL, 3XL, TU. Those with digits first (W32) fall under "words with a digit". */
const SIZE = /^(x{0,4}s|m|x{0,4}l|tu)$/i;

const WORD = /\p{L}[\p{L}\p{M}\p{N}]*/gu;

/**
 * The percentage of capitals among the letters of a title, in whole numbers; 0 below 8 letters. Not counted at all:
 * sizes, words with a digit ("W32", "PS5"), initials ("A.P.C."), the exact brand, and acronyms: two to four capitals
 * ("GPS") in a title that has words written normally.
 */
export function capitalsPercent(title: string, brand: string | null): number {
  const words = wordsOf(title, brand);
  const acronyms = hasCalmWord(words);
  const letters = words
    .filter((word) => !isExcepted(word, acronyms))
    .join('')
    .match(/\p{L}/gu);
  if (!letters || letters.length < FEWEST_LETTERS) return 0;
  return Math.round((100 * letters.filter(isCapital).length) / letters.length);
}

/** The title with its shouted words written normally, the brand as the brand writes itself, a capital first. */
export function calmTitle(title: string, brand: string | null): string {
  const acronyms = hasCalmWord(wordsOf(title, brand));
  const calm = title.replace(WORD, (word) =>
    !isShouted(word) || isExcepted(word, acronyms) ? word : word.toLocaleLowerCase('fr'),
  );
  const branded = brand
    ? calm.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(brand)}(?![\\p{L}\\p{N}])`, 'giu'), () => brand)
    : calm;
  return branded.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase('fr'));
}

/** The words of a title, without those of the brand where it stands exactly as it writes itself. */
function wordsOf(title: string, brand: string | null): string[] {
  return (brand ? title.replaceAll(brand, ' ') : title).match(WORD) ?? [];
}

function hasCalmWord(words: string[]): boolean {
  return words.some((word) => word.length > 1 && /\p{Ll}/u.test(word) && !SIZE.test(word));
}

function isExcepted(word: string, acronymsAllowed: boolean): boolean {
  if (word.length === 1 || SIZE.test(word) || /\p{N}/u.test(word)) return true;
  return acronymsAllowed && isShouted(word) && word.length <= LONGEST_ACRONYM;
}

function isShouted(word: string): boolean {
  return word.length > 1 && [...word].every(isCapital);
}

function isCapital(letter: string): boolean {
  return letter === letter.toLocaleUpperCase('fr') && letter !== letter.toLocaleLowerCase('fr');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
