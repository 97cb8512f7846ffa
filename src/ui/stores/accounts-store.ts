import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { call } from '../../messaging/client.ts';
import type { KnownAccount } from '../../messaging/routes.ts';
import type { AppError } from '../../shared/app-error.ts';
import { onWorkerEvents } from '../composables/worker-events.ts';

/** The accounts of this browser, and the way from one to another. */
export const useAccounts = defineStore('accounts', () => {
  const accounts = shallowRef<KnownAccount[]>([]);
  const loaded = ref(false);
  const error = shallowRef<AppError | null>(null);
  /** Which account is being opened. */
  const opening = ref<string | null>(null);

  async function load(): Promise<void> {
    const answer = await call('account.list', {});
    if (answer.ok) accounts.value = answer.value.accounts;
    loaded.value ||= answer.ok;
    error.value = answer.ok ? null : answer.error;
  }

  /** @returns the way to stop */
  function watchWorker(): () => void {
    void load();
    return onWorkerEvents(['account.changed'], () => void load());
  }

  /**
   * Opens another account. Once it is open the page is loaded again by itself: nothing of the one before stays on screen.
   * @param make a database is made where there is none; the seller was told
   */
  async function open(accountId: string, make = false): Promise<void> {
    if (opening.value) return;
    opening.value = accountId;
    // What is being typed is saved on leaving its field, before the account is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const answer = await call('account.switch', { accountId, make });
    error.value = answer.ok ? null : answer.error;
    opening.value = null;
  }

  return { accounts, loaded, error, opening, load, watchWorker, open };
});
