import { createInstance, type FormatterModule, type i18n } from 'i18next';
import { fr } from './fr/index.ts';
import { en } from './en/index.ts';
import { formatNumber } from './format.ts';
import type { Language } from './language.ts';
import type { KeysOf } from './text-key.ts';
import { frenchSpaces, mapTexts } from './typography.ts';

export { LANGUAGES, resolveLanguage, type Language } from './language.ts';
export * from './format.ts';

export type TextKey = KeysOf<typeof fr>;
/** Numbers are written the language's way; `count` also chooses the plural. */
export type TextParams = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, params?: TextParams) => string;

/** Numbers inside texts: 1214 becomes "1 214". Texts of the seller go in as they are. */
const numbersByLanguage: FormatterModule = {
  type: 'formatter',
  init: () => {},
  add: () => {},
  addCached: () => {},
  format: (value: unknown, _format, language) =>
    typeof value === 'number' ? formatNumber(language as Language, value, 2) : (value as string),
};

let instance: i18n | undefined;

function engine(): i18n {
  if (instance) return instance;
  instance = createInstance();
  instance.use(numbersByLanguage);
  // `initAsync: false`: usable in the same turn, in pages and in the worker.
  void instance.init({
    initAsync: false,
    lng: 'fr',
    fallbackLng: false,
    nsSeparator: false,
    resources: { fr: { translation: mapTexts(fr, frenchSpaces) }, en: { translation: en } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, alwaysFormat: true },
  });
  return instance;
}

/**
 * The text of a key. Parameters are put in as plain text: nothing in them is read as a placeholder, an option or markup
 * (what shows them is Vue's text interpolation or `textContent`).
 */
export function translate(language: Language, key: TextKey, params: TextParams = {}): string {
  return engine().t(key, {
    lng: language,
    replace: params,
    ...('count' in params ? { count: Number(params.count) } : {}),
  });
}

export function createTranslator(language: Language): Translate {
  return (key, params) => translate(language, key, params);
}

/** Whether a text of this name exists: for names that come from data (rules, steps, field names). */
export function hasText(key: string): key is TextKey {
  return engine().exists(key, { lng: 'fr' }) || engine().exists(`${key}_other`, { lng: 'fr' });
}
