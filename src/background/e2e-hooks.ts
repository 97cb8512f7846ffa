import { browser } from 'wxt/browser';
import type { PaceRules } from '../publish/pace.ts';

/**
 * Only in builds made for tests (`--mode e2e`; the bundle audit proves that no other build holds this file): a quicker
 * pace, and points at which the worker stands still until it is killed.
 */
export const e2eHooks = {
  mark: 'penderie-e2e-hooks',
  pace: { betweenCallsMs: 40, betweenPublicationsMs: 200 } satisfies PaceRules,

  /** Stands still for ever at the point named in `e2e.haltAt`, after saying so in `e2e.haltedAt`. */
  async checkpoint(point: string): Promise<void> {
    const { 'e2e.haltAt': haltAt } = await browser.storage.local.get('e2e.haltAt');
    if (haltAt !== point) return;
    await browser.storage.local.set({ 'e2e.haltedAt': point });
    await new Promise(() => {});
  },
};
