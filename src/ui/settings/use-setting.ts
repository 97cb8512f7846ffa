import { ref, shallowRef } from 'vue';
import type { RouteInput } from '../../messaging/routes.ts';
import type { AppError } from '../../shared/app-error.ts';
import { useSettings } from '../stores/settings-store.ts';

/** Keeps one change at once, and says what went wrong where it stands. */
export function useSetting() {
  const settings = useSettings();
  const error = shallowRef<AppError | null>(null);
  const busy = ref(false);

  async function keep(patch: RouteInput<'settings.set'>['patch']): Promise<boolean> {
    busy.value = true;
    const result = await settings.set(patch);
    busy.value = false;
    error.value = result.ok ? null : result.error;
    return result.ok;
  }

  return { settings, keep, error, busy };
}
