import { expect, type Page } from '@playwright/test';

/** Builds made with the hooks of the tests stand still at a named point until the worker is killed. */
export async function haltAt(extensionPage: Page, point: string | null): Promise<void> {
  await extensionPage.evaluate(async (name) => {
    await chrome.storage.local.remove(['e2e.haltAt', 'e2e.haltedAt']);
    if (name !== null) await chrome.storage.local.set({ 'e2e.haltAt': name });
  }, point);
}

/** Waits until the worker stands at the point that `haltAt` named. */
export async function untilHalted(extensionPage: Page, point: string): Promise<void> {
  const haltedAt = () =>
    extensionPage.evaluate(
      async () => (await chrome.storage.local.get('e2e.haltedAt'))['e2e.haltedAt'] as string | undefined,
    );
  await expect.poll(haltedAt, { timeout: 30_000, message: `the worker never came to ${point}` }).toBe(point);
}
