import type { Page } from '@playwright/test';

/**
 * Puts the clock of the worker and of this page ahead: what a seller must wait for is waited for in a second. Needs the
 * build with the hooks of the tests. The page forgets it when it is loaded again.
 */
export async function clockAhead(extensionPage: Page, byMs: number): Promise<void> {
  await extensionPage.evaluate(async (ms) => {
    const key = 'e2e.clockAheadMs';
    const before = Number((await chrome.storage.local.get(key))[key] ?? 0);
    await chrome.storage.local.set({ [key]: before + ms });
    const now = Date.now;
    Date.now = () => now() + ms;
  }, byMs);
}
