import { chromium, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/find-browser.mjs';

/** Comes from the key in the manifest (wxt.config.ts): the same wherever the build lies. */
const EXTENSION_ID = 'kammbkdigckfikmhcgikmckbmjcoebom';

const READY_LIMIT_MS = 15_000;

export interface ChromiumOptions {
  /** Folder of an unpacked build. */
  extension: string;
  /** Folder of the profile; kept, so that a second launch continues it. */
  profile: string;
  /** Everything goes through this proxy; null: straight to the real network. */
  proxyPort: number | null;
  /** The certificate that is believed although nobody signed it (base64 SHA-256 of its public key). */
  spki: string | null;
  headless: boolean;
  viewport?: { width: number; height: number } | null;
  colorScheme?: 'light' | 'dark';
}

/** The command line of a browser with our extension in it whose every connection is seen. */
export function chromiumArguments({ extension, proxyPort, spki }: ChromiumOptions): string[] {
  const asRoot = process.getuid?.() === 0;
  return [
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    '--no-first-run',
    '--no-default-browser-check',
    ...(asRoot ? ['--no-sandbox'] : []),
    ...(spki ? [`--ignore-certificate-errors-spki-list=${spki}`] : []),
    ...(proxyPort === null
      ? []
      : [
          `--proxy-server=http://127.0.0.1:${proxyPort}`,
          // Even loopback goes through the proxy, and nothing is looked up past it.
          '--proxy-bypass-list=<-loopback>',
          '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
          '--webrtc-ip-handling-policy=disable_non_proxied_udp',
        ]),
  ];
}

/** A running browser with the extension in it. Ends with `close`, or as a user's machine would: with `kill`. */
export interface ChromiumRun {
  context: BrowserContext;
  /** Opens a page of the extension, `studio.html#/drafts`, once the extension is there. */
  openExtensionPage(path: string): Promise<Page>;
  /** Kills the service worker and waits until it is dead. */
  killWorker(): Promise<void>;
  /** SIGKILL of the browser, as a crash or a power cut. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function launchChromium(options: ChromiumOptions): Promise<ChromiumRun> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found: see npm test');
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath,
    headless: options.headless,
    args: chromiumArguments(options),
    // Playwright would switch off what we are here to test.
    ignoreDefaultArgs: ['--disable-extensions', '--disable-component-extensions-with-background-pages'],
    viewport: options.viewport === undefined ? { width: 1280, height: 800 } : options.viewport,
    colorScheme: options.colorScheme ?? 'light',
    acceptDownloads: true,
  });
  return { ...drive(context), kill: () => killBrowser(context), close: () => context.close() };
}

/** What can be done with a browser, however it was started. */
export function drive(context: BrowserContext): Omit<ChromiumRun, 'kill' | 'close'> {
  return {
    context,
    openExtensionPage: (path) => openExtensionPage(context, path),
    killWorker: () => killWorker(context),
  };
}

/** A browser that has just started refuses pages of an extension it has not loaded yet: tried again. */
async function openExtensionPage(context: BrowserContext, path: string): Promise<Page> {
  const url = `chrome-extension://${EXTENSION_ID}/${path}`;
  const page = await context.newPage();
  const deadline = Date.now() + READY_LIMIT_MS;
  for (;;) {
    try {
      await page.goto(url);
      return page;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.waitForTimeout(100);
    }
  }
}

interface WorkerVersion {
  scriptURL: string;
  runningStatus: 'stopped' | 'starting' | 'running' | 'stopping';
}

async function killWorker(context: BrowserContext): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  const dead = workerStopped(session);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await dead;
  await session.detach();
}

function workerStopped(session: CDPSession): Promise<void> {
  return new Promise((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }: { versions: WorkerVersion[] }) => {
      const ours = versions.filter((version) => version.scriptURL.includes(EXTENSION_ID));
      if (ours.length > 0 && ours.every((version) => version.runningStatus === 'stopped')) resolve();
    });
  });
}

async function killBrowser(context: BrowserContext): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser is not attached');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const main = processInfo.find((one) => one.type === 'browser');
  if (!main) throw new Error('the process of the browser was not found');
  const gone = new Promise<void>((resolve) => context.once('close', () => resolve()));
  process.kill(main.id, 'SIGKILL');
  await gone;
}
