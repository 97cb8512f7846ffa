import { browser } from 'wxt/browser';
import { studioUrl, type StudioPage } from '../shell/studio-link.ts';

/** Opens a page of the studio in a tab and lets the popup go: what the seller asked for is in front. */
export async function openStudio(page: StudioPage, id?: string): Promise<void> {
  await browser.tabs.create({ url: studioUrl(page, id) });
  if (isPopup()) window.close();
}

/** The same page can stand in a tab (tests, a pinned view): that one stays. */
function isPopup(): boolean {
  return browser.extension.getViews({ type: 'popup' }).includes(window);
}
