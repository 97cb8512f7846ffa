export interface ComboOption {
  id: number;
  title: string;
  /** A quieter word behind it. */
  note?: string;
  /** A swatch before it. */
  hex?: string | null;
}

/** Without accents, case or doubled spaces. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Options whose title has every typed word; those that start with it come first. */
export function matchingOptions(options: readonly ComboOption[], typed: string): ComboOption[] {
  const words = plain(typed).split(' ').filter(Boolean);
  if (words.length === 0) return [...options];
  const rank = (title: string) => (title.startsWith(words[0]!) ? 0 : 1);
  return options
    .map((option) => ({ option, title: plain(option.title) }))
    .filter(({ title }) => words.every((word) => title.includes(word)))
    .sort((a, b) => rank(a.title) - rank(b.title))
    .map(({ option }) => option);
}
