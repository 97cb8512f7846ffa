import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { AppError } from '../../shared/app-error.ts';
import type { Result } from '../../shared/result.ts';
import { call } from '../../messaging/client.ts';
import type { RouteOutput } from '../../messaging/routes.ts';
import { onWorkerEvents } from '../composables/worker-events.ts';

const CALM_MS = 150;

/** Account, counts and storage at a glance, kept fresh while a page looks. */
export const useOverview = defineStore('overview', () => {
  const data = shallowRef<RouteOutput<'overview'> | null>(null);
  const error = shallowRef<AppError | null>(null);
  const loading = ref(false);
  const accountBusy = ref(false);
  const accountError = shallowRef<AppError | null>(null);
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const mine = ++asked;
    loading.value = true;
    const result = await call('overview', {});
    if (mine !== asked) return;
    loading.value = false;
    error.value = result.ok ? null : result.error;
    if (result.ok) data.value = result.value;
  }

  /** Many changes in a moment are one reading. */
  function loadSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), CALM_MS);
  }

  /** @returns the way to stop */
  function watchWorker(): () => void {
    void load();
    const stop = onWorkerEvents(
      ['drafts.changed', 'account.changed', 'queue.changed', 'photos.changed'],
      loadSoon,
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }

  function take(result: Result<RouteOutput<'account.state'>>): void {
    accountError.value = result.ok ? null : result.error;
    if (result.ok && data.value) data.value = { ...data.value, account: result.value };
  }

  async function withAccount(ask: () => Promise<Result<RouteOutput<'account.state'>>>): Promise<void> {
    if (accountBusy.value) return;
    accountBusy.value = true;
    take(await ask());
    accountBusy.value = false;
  }

  return {
    data,
    error,
    loading,
    accountBusy,
    accountError,
    load,
    watchWorker,
    /** Asks Vinted who is signed in. */
    checkAccount: () => withAccount(() => call('account.check', {})),
    adopt: (accountId: string) => withAccount(() => call('account.adopt', { accountId })),
  };
});
