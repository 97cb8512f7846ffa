import { launchChromium } from '../../tests/e2e/chromium.ts';
import { untilClosed } from './until-closed.ts';

/** Opens the extension beside the real vinted.fr, with its own profile. Nothing is driven: the seller does it all. */
export async function openLive(options: { extension: string; profile: string }): Promise<void> {
  const browser = await launchChromium({
    ...options,
    proxyPort: null,
    spki: null,
    headless: false,
    viewport: null,
  });
  await browser.openExtensionPage('studio.html');
  const site = await browser.context.newPage();
  await site.goto('https://www.vinted.fr/').catch((error: Error) => console.error(error.message));
  console.log(
    'Penderie is open beside the real vinted.fr. Sign in there; close the browser when you are done.',
  );
  await untilClosed(browser.context);
}
