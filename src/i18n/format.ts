import type { Language } from './language.ts';

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T {
  let made = cache.get(key) as T | undefined;
  if (!made) cache.set(key, (made = make()));
  return made;
}

/** "1 214", with a narrow space that does not break in French. */
export function formatNumber(language: Language, value: number, digits = 0): string {
  return cached(
    `n${language}${digits}`,
    () => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: digits }),
  ).format(value);
}

/** "42,00 €" from 4200 cents. */
export function formatMoney(language: Language, cents: number, currency = 'EUR'): string {
  return cached(
    `m${language}${currency}`,
    () => new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency }),
  ).format(cents / 100);
}

/** What stands in a price field: "42,00" in French, "42.00" in English, '' for null. */
export function formatAmount(language: Language, cents: number | null): string {
  if (cents === null) return '';
  return cached(
    `a${language}`,
    () =>
      new Intl.NumberFormat(LOCALES[language], {
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
        useGrouping: false,
      }),
  ).format(cents / 100);
}

/** "14:32", local time, 24 hours in both languages. */
export function formatTime(language: Language, iso: string): string {
  return cached(
    `t${language}`,
    () =>
      new Intl.DateTimeFormat(LOCALES[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  ).format(new Date(iso));
}

/** "21 nov. 2026" */
export function formatDate(language: Language, iso: string): string {
  return cached(
    `d${language}`,
    () => new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'short', year: 'numeric' }),
  ).format(new Date(iso));
}

/** "14:32" today, "21 nov. 2026, 14:32" on another day. */
export function formatMoment(language: Language, iso: string, nowMs: number): string {
  const time = formatTime(language, iso);
  const sameDay = new Date(iso).toDateString() === new Date(nowMs).toDateString();
  return sameDay ? time : `${formatDate(language, iso)}, ${time}`;
}

const JUST_NOW: Record<Language, string> = { fr: 'à l’instant', en: 'just now' };

/** "il y a 3 h", "3 hr. ago": the age of something, in the largest unit that fits. */
export function formatAgo(language: Language, iso: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(iso)) / 1000);
  if (seconds < 60) return JUST_NOW[language];
  const ago = cached(
    `r${language}`,
    () => new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto', style: 'short' }),
  );
  if (seconds < 3600) return ago.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return ago.format(-Math.floor(seconds / 3600), 'hour');
  return ago.format(-Math.floor(seconds / 86_400), 'day');
}

/** "1,4 Mo", "1.4 MB": decimal units, as file managers show them. */
export function formatBytes(language: Language, bytes: number): string {
  const units = language === 'fr' ? ['o', 'ko', 'Mo', 'Go'] : ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(language, value, unit > 1 ? 1 : 0)}\u00a0${units[unit]}`;
}

/** The seller's number of a piece: "#0127". */
export function formatReference(reference: number | null): string {
  return reference === null ? '' : `#${String(reference).padStart(4, '0')}`;
}
