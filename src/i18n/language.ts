export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language to show. `auto` follows the browser where it speaks one of ours; French otherwise, since the sellers of
 * vinted.fr do.
 * @param browserLanguage a BCP 47 tag such as `en-GB`
 */
export function resolveLanguage(setting: 'auto' | Language, browserLanguage: string): Language {
  if (setting !== 'auto') return setting;
  return browserLanguage.toLowerCase().split(/[-_]/)[0] === 'en' ? 'en' : 'fr';
}
