import { browser } from 'wxt/browser';
import { turnOverBrowserLog } from '../paged-sqlite/turn-over-log.ts';
import type { Logger } from '../shared/logger.ts';

/** Lives as long as the browser runs. */
const KEY = 'browserLogTurnedOver';

/**
 * Once after each start of Chromium, before anything is written: whatever its last death left half-written is put away
 * (see `turnOverBrowserLog`). A precaution: where it fails, the worker starts all the same.
 */
export async function turnOverOnce(
  log: Logger,
  turnOver: () => Promise<void> = turnOverBrowserLog,
): Promise<void> {
  if (import.meta.env.BROWSER === 'firefox') return;
  try {
    const known = await browser.storage.session.get(KEY);
    if (known[KEY]) return;
    await turnOver();
    await browser.storage.session.set({ [KEY]: true });
  } catch (error) {
    log.error('the log of the browser could not be turned over', { error });
  }
}
