import type { Page } from '@playwright/test';
import type { Rig } from '../e2e/rig.ts';
import { Seller } from '../e2e/seller.ts';
import { DEMO_WARDROBE } from '../fixtures/demo-wardrobe.ts';
import { figureOf, type Figure } from './median.ts';

export interface PopupFigures {
  drafts: number;
  /** `worker_warm`: it runs already. `worker_stopped`: it was killed right before. */
  [state: `worker_${string}`]: { first_paint: Figure; rows_on_screen: Figure; interactive: Figure };
}

/**
 * Opens the popup over many drafts, again and again. From the start of the navigation: first contentful paint · the
 * first row on the screen (from the cached summary) · the rows are the worker's own and answer to the seller.
 */
export async function measurePopup(rig: Rig, drafts: number, rounds: number): Promise<PopupFigures> {
  const seller = new Seller(rig);
  const studio = await seller.openStudio();
  await addDrafts(studio, drafts);
  await measureOnce(seller);
  const figures: PopupFigures = { drafts };
  for (const state of ['warm', 'stopped'] as const) {
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      if (state === 'stopped') await rig.browser().killWorker();
      runs.push(await measureOnce(seller));
    }
    figures[`worker_${state}`] = {
      first_paint: figureOf(runs.map((run) => run.firstPaint)),
      rows_on_screen: figureOf(runs.map((run) => run.rows)),
      interactive: figureOf(runs.map((run) => run.interactive)),
    };
  }
  return figures;
}

/** Without photos: the popup's list reads no more of a photo than its hash, and only for rows on the screen. */
async function addDrafts(page: Page, count: number): Promise<void> {
  const { title, description, labels, listing } = DEMO_WARDROBE[0]!;
  const drafts = Array.from({ length: count }, (_, i) => ({
    patch: { title: `${title} ${i + 1}`, description, priceCents: 1200 + i, labels, listing },
    photos: [],
    sourceId: null,
  }));
  const answer = await page.evaluate(
    (input) =>
      chrome.runtime.sendMessage<unknown, { ok: boolean }>({ kind: 'route', route: 'import.drafts', input }),
    { drafts },
  );
  if (!answer.ok) throw new Error(`the drafts were not added: ${JSON.stringify(answer)}`);
}

async function measureOnce(
  seller: Seller,
): Promise<{ firstPaint: number; rows: number; interactive: number }> {
  const page = await seller.rig.browser().context.newPage();
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('[data-testid=popup-row]')) return;
      performance.mark('popup.rows');
      watch.disconnect();
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  await page.setViewportSize({ width: 400, height: 600 });
  await page.goto(
    `chrome-extension://${new URL(seller.rig.browser().context.serviceWorkers()[0]!.url()).host}/popup.html`,
  );
  await page.waitForFunction(() => performance.getEntriesByName('popup.live').length > 0);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const times = await page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]!.startTime;
    const rows = at('popup.rows');
    return { firstPaint: at('first-contentful-paint'), rows, interactive: Math.max(rows, at('popup.live')) };
  });
  await page.close();
  return times;
}
