import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import { TTL_DAYS } from '../../accounts/retention.ts';
import { resolveLanguage } from '../../i18n/index.ts';
import { call } from '../../messaging/client.ts';
import type { RouteInput, Settings } from '../../messaging/routes.ts';
import { appearanceIn, rememberAppearance, type Appearance } from './appearance.ts';

/** Until the worker answers. Language and theme come from what the last page remembered, so that nothing flashes. */
const UNTIL_KNOWN: Omit<Settings, keyof Appearance> = {
  preset: 'sober',
  hourLimit: 4,
  dayLimit: 15,
  termsAccepted: false,
  singleKeys: true,
  ttlDraftsDays: TTL_DAYS.drafts,
  ttlPublishLogDays: TTL_DAYS.publishLog,
};

export const useSettings = defineStore('settings', () => {
  const values = ref<Settings>({ ...UNTIL_KNOWN, ...appearanceIn(localStorage) });
  const loaded = ref(false);

  const language = computed(() => resolveLanguage(values.value.language, navigator.language));

  function keep(settings: Settings) {
    values.value = settings;
    loaded.value = true;
    rememberAppearance(localStorage, settings);
  }

  async function load() {
    const result = await call('settings.get', {});
    if (result.ok) keep(result.value);
    return result;
  }

  /** Saves and shows what the worker kept. */
  async function set(patch: RouteInput<'settings.set'>['patch']) {
    const result = await call('settings.set', { patch });
    if (result.ok) keep(result.value);
    return result;
  }

  watchEffect(() => {
    const root = document.documentElement;
    root.lang = language.value;
    if (values.value.theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = values.value.theme;
  });

  return { values, loaded, language, load, set };
});
