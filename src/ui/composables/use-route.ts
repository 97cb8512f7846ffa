import { ref, shallowRef } from 'vue';
import type { AppError } from '../../shared/app-error.ts';
import { call } from '../../messaging/client.ts';
import type { RouteInput, RouteName, RouteOutput } from '../../messaging/routes.ts';

/**
 * A route of the worker with what a view shows of it: whether it is on its way, its last error, its last answer. Of
 * calls that overtake each other only the newest is shown; each caller still gets its own result.
 */
export function useRoute<Name extends RouteName>(route: Name) {
  const pending = ref(false);
  const error = shallowRef<AppError | null>(null);
  const data = shallowRef<RouteOutput<Name> | null>(null);
  let newest = 0;

  async function run(input: RouteInput<Name>) {
    const mine = ++newest;
    pending.value = true;
    const result = await call(route, input);
    if (mine !== newest) return result;
    pending.value = false;
    error.value = result.ok ? null : result.error;
    if (result.ok) data.value = result.value;
    return result;
  }

  return { run, pending, error, data };
}
