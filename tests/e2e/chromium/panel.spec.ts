import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { loadDemonstrationWardrobe } from '../wardrobe.ts';

/** The panel's root is closed to the page, and so to tests: it is used as a seller does, by pointer and keyboard. */
const LAUNCHER_FROM_CORNER = 35;

test('the panel on vinted.fr opens the preview of a ready piece, in a page of the extension', async ({
  rig,
  seller,
}) => {
  const studio = await seller.openStudio();
  await loadDemonstrationWardrobe(studio);
  const vinted = await rig.openVinted('/items/new');
  await expect(vinted.locator('penderie-panel')).toBeAttached();

  const opened = rig.browser().context.waitForEvent('page');
  await openPanel(vinted);
  await vinted.keyboard.press('Tab');
  await vinted.keyboard.press('Tab');
  await vinted.keyboard.press('Enter');
  const preview = await opened;
  await preview.waitForURL(/studio\.html#\/preview\/[0-9a-f-]{36}$/);
  // It only leads there: nothing is confirmed, nothing was sent.
  expect(rig.sandbox.summary()).toMatchObject({ photosUploaded: 0, createsSent: 0 });
});

test('the page can neither read the panel nor press its buttons', async ({ rig, seller }) => {
  const studio = await seller.openStudio();
  await loadDemonstrationWardrobe(studio);
  const vinted = await rig.openVinted('/items/new');
  await expect(vinted.locator('penderie-panel')).toBeAttached();
  const pages = rig.browser().context.pages().length;
  const seen = await vinted.evaluate(() => {
    const host = document.querySelector('penderie-panel')!;
    const { x, y } = { x: innerWidth - 35, y: innerHeight - 35 };
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click']) {
      host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientX: x, clientY: y }));
    }
    window.postMessage({ kind: 'route', route: 'panel.openPreview', input: {} }, '*');
    return { root: host.shadowRoot, text: host.textContent, html: document.documentElement.outerHTML };
  });
  expect(seen.root).toBeNull();
  expect(seen.text).toBe('');
  expect(seen.html).not.toContain('Robe longue');
  await vinted.waitForTimeout(500);
  expect(rig.browser().context.pages()).toHaveLength(pages);
});

async function openPanel(vinted: Page): Promise<void> {
  const { width, height } = vinted.viewportSize()!;
  // The launcher is not there before the worker told what is ready.
  await vinted.waitForTimeout(700);
  await vinted.mouse.click(width - LAUNCHER_FROM_CORNER, height - LAUNCHER_FROM_CORNER);
  await vinted.waitForTimeout(500);
}
