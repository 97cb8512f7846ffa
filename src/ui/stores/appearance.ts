import type { Settings } from '../../messaging/routes.ts';

/** What the first paint needs before the worker is awake. The settings themselves are the worker's. */
export type Appearance = Pick<Settings, 'language' | 'theme'>;

const KEY = 'penderie.appearance';
const AUTO: Appearance = { language: 'auto', theme: 'auto' };

export function appearanceIn(storage: Pick<Storage, 'getItem'>): Appearance {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Appearance>;
    return {
      language: kept.language === 'fr' || kept.language === 'en' ? kept.language : AUTO.language,
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : AUTO.theme,
    };
  } catch {
    return { ...AUTO };
  }
}

export function rememberAppearance(storage: Pick<Storage, 'setItem'>, { language, theme }: Appearance): void {
  try {
    storage.setItem(KEY, JSON.stringify({ language, theme }));
  } catch {
    // Costs only the first paint of the next page.
  }
}
