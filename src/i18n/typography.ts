import type { Dictionary } from './text-key.ts';

const NARROW = '\u202f';
const WIDE = '\u00a0';

/** French spaces: narrow and unbreakable before `; ! ? %`, unbreakable before `:` and `€` and inside « ». */
export function frenchSpaces(text: string): string {
  return text
    .replace(/ ([;!?%])/g, `${NARROW}$1`)
    .replace(/ ([:€»])/g, `${WIDE}$1`)
    .replace(/« /g, `«${WIDE}`);
}

/** Applied to the dictionary, never to what a seller wrote. */
export function mapTexts(dictionary: Dictionary, change: (text: string) => string): Dictionary {
  return Object.fromEntries(
    Object.entries(dictionary).map(([key, value]) => [
      key,
      typeof value === 'string' ? change(value) : mapTexts(value, change),
    ]),
  );
}
