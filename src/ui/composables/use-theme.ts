import { computed, onScopeDispose, ref } from 'vue';
import { useSettings } from '../stores/settings-store.ts';

/** The theme shown now, and the way to change it for good. */
export function useTheme() {
  const settings = useSettings();
  const system = matchMedia('(prefers-color-scheme: dark)');
  const systemDark = ref(system.matches);
  const follow = () => (systemDark.value = system.matches);
  system.addEventListener('change', follow);
  onScopeDispose(() => system.removeEventListener('change', follow));
  const shown = computed(() => {
    const { theme } = settings.values;
    if (theme !== 'auto') return theme;
    return systemDark.value ? 'dark' : 'light';
  });
  return { shown, setTheme: (theme: 'auto' | 'light' | 'dark') => settings.set({ theme }) };
}
