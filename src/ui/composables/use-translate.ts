import { computed } from 'vue';
import * as i18n from '../../i18n/index.ts';
import type { TextKey, TextParams } from '../../i18n/index.ts';
import { useSettings } from '../stores/settings-store.ts';

/** Texts, numbers, money and times in the seller's language; follows the setting at once. */
export function useTranslate() {
  const settings = useSettings();
  const language = computed(() => settings.language);
  const t = (key: TextKey, params?: TextParams) => i18n.translate(language.value, key, params);
  return {
    t,
    language,
    number: (value: number, digits?: number) => i18n.formatNumber(language.value, value, digits),
    money: (cents: number, currency?: string) => i18n.formatMoney(language.value, cents, currency),
    amount: (cents: number | null) => i18n.formatAmount(language.value, cents),
    time: (iso: string) => i18n.formatTime(language.value, iso),
    date: (iso: string) => i18n.formatDate(language.value, iso),
    moment: (iso: string) => i18n.formatMoment(language.value, iso, Date.now()),
    ago: (iso: string) => i18n.formatAgo(language.value, iso, Date.now()),
    bytes: (bytes: number) => i18n.formatBytes(language.value, bytes),
    reference: i18n.formatReference,
  };
}
