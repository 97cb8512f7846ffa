import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from '../../scripts/find-browser.mjs';

const ADDON_ID = 'penderie@penderie.example';
/** Fixed by a preference, so that the pages of the extension have a known address. */
const ADDON_UUID = '6b1f4a52-3c53-4d0e-9d5e-2f3f5b7c1a90';

export interface FirefoxOptions {
  extension: string;
  profile: string;
  proxyPort: number;
  /** After how long without work the event page dies (Firefox: 30 s). */
  idleMs?: number;
}

export interface FirefoxRun {
  browser: Browser;
  /**
   * Opens a page of the extension and waits for `selector`: Firefox never reports the load of an extension page to
   * whoever navigates there, so its content is waited for.
   */
  openExtensionPage(path: string, selector: string): Promise<Page>;
  close(): Promise<void>;
}

export async function launchFirefox({
  extension,
  profile,
  proxyPort,
  idleMs,
}: FirefoxOptions): Promise<FirefoxRun> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('No Firefox found: see npm test');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    acceptInsecureCerts: true,
    userDataDir: profile,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [ADDON_ID]: ADDON_UUID }),
      'network.proxy.type': 1,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': proxyPort,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': proxyPort,
      'network.proxy.failover_direct': false,
      'network.proxy.allow_hijacking_localhost': true,
      'services.settings.server': 'data:,#remote-settings-dummy/v1',
      ...(idleMs === undefined ? {} : { 'extensions.background.idle.timeout': idleMs }),
    },
  });
  await browser.installExtension(extension);
  return {
    browser,
    openExtensionPage: (path, selector) => openExtensionPage(browser, path, selector),
    close: () => browser.close(),
  };
}

async function openExtensionPage(browser: Browser, path: string, selector: string): Promise<Page> {
  const page = await browser.newPage();
  page.goto(`moz-extension://${ADDON_UUID}/${path}`, { timeout: 15_000 }).catch(() => {});
  await page.waitForSelector(selector, { timeout: 15_000 });
  return page;
}
