import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../../../scripts/find-browser.mjs';
import type { PanelState } from './panel-sheet.ts';

/*
 * In a real browser, since what counts here only exists there: trusted events, a closed shadow root, the page's content
 * policy and styles, focus. The panel's modules are served as they are, types stripped, to a page of a site that does
 * not exist; nothing else can be loaded.
 */
const ROOT = new URL('../../../', import.meta.url);
const SITE = 'https://panel.test';
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'";

const TEXTS = {
  name: 'Penderie',
  open: 'Ouvrir le panneau Penderie',
  fold: 'Replier le panneau',
  ready: '2 pièces prêtes',
  nothingReady: 'Aucune pièce prête',
  queued: '3 dans la file',
  more: 'et 4 autres dans le studio',
  needsYou: 'Une pièce attend un geste de votre part',
  prepare: 'Préparer…',
  opening: 'Ouverture',
  reach: 'Rien ne part d’ici. L’aperçu s’ouvre dans Penderie.',
  failed: 'L’aperçu ne s’est pas ouvert.',
  'prepare:one': 'Préparer un…',
  'prepare:two': 'Préparer deux…',
};
const TWO: PanelState = {
  language: 'fr',
  ready: [
    {
      id: 'one',
      reference: 412,
      title: 'Veste <b id="evil">de travail</b> en moleskine bleue',
      price: '42,00 €',
    },
    { id: 'two', reference: 7, title: 'Jean droit 501 brut', price: '34,00 €' },
  ],
  readyTotal: 2,
  queued: 0,
  needsYou: false,
  texts: TEXTS,
};
const NOTHING: PanelState = { ...TWO, ready: [], readyTotal: 0 };

/** What the page's script keeps for the test. The spy on attachShadow is how the test sees into a closed root. */
interface World {
  state: PanelState | null;
  asked: number;
  opened: string[];
  opens: boolean;
  mode: string;
  root: ShadowRoot;
  abort: AbortController;
}
declare global {
  interface Window {
    world: World;
  }
}
const MAIN = `
  import { showPanel } from '/src/content/panel/show-panel.ts';
  const attach = Element.prototype.attachShadow;
  const world = (window.world = { state: null, asked: 0, opened: [], opens: true, abort: new AbortController() });
  Element.prototype.attachShadow = function (init) {
    world.mode = init.mode;
    return (world.root = attach.call(this, init));
  };
  world.state = JSON.parse(document.getElementById('state').textContent);
  showPanel({
    signal: world.abort.signal,
    state: async () => (world.asked++, world.state),
    openPreview: async (id) => (world.opened.push(id), world.opens),
  });
  document.documentElement.dataset.started = 'yes';
`;

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: npm test says how to get one');
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND'],
  });
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
});
afterAll(() => browser?.close());
afterEach(() => page?.close());

async function open(state: PanelState, pageStyles = ''): Promise<void> {
  page = await context.newPage();
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    const script = (body: string) => route.fulfill({ contentType: 'text/javascript', body });
    if (pathname === '/main.js') return script(MAIN);
    if (pathname === '/page.css') return route.fulfill({ contentType: 'text/css', body: pageStyles });
    if (pathname.startsWith('/src/')) {
      return script(stripTypeScriptTypes(readFileSync(new URL(`.${pathname}`, ROOT), 'utf8')));
    }
    const json = JSON.stringify(state).replaceAll('<', '\\u003c');
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': POLICY },
      body: `<!doctype html><html lang="fr"><head><link rel="stylesheet" href="/page.css"></head><body>
        <button id="mine">page</button><script type="application/json" id="state">${json}</script>
        <script type="module" src="/main.js"></script></body></html>`,
    });
  });
  await page.goto(`${SITE}/items/new`);
  await page.waitForFunction(() => document.documentElement.dataset.started === 'yes');
  await settle();
}

const settle = () => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
const hosts = () => page.locator('penderie-panel').count();
const text = () => page.evaluate(() => window.world.root.textContent);
const focused = () => page.evaluate(() => window.world.root.activeElement?.outerHTML.slice(0, 200) ?? null);
const setState = (state: PanelState) =>
  page.evaluate((next) => {
    window.world.state = next;
    window.dispatchEvent(new Event('focus'));
  }, state);

async function click(selector: string): Promise<void> {
  const box = await page.evaluate((wanted) => {
    const { x, y, width, height } = window.world.root.querySelector(wanted)!.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, selector);
  await page.mouse.click(box.x, box.y);
  await settle();
}

describe('the panel on a page', () => {
  test('is away while there is nothing ready and nothing in the queue', async () => {
    await open(NOTHING);
    expect(await hosts()).toBe(0);
    await setState({ ...NOTHING, queued: 1 });
    await settle();
    expect(await hosts()).toBe(1);
    await setState(NOTHING);
    await settle();
    expect(await hosts()).toBe(0);
  });

  test('is a launcher of 38 px in a closed root, bottom right', async () => {
    await open(TWO);
    const seen = await page.evaluate(() => {
      const host = document.querySelector('penderie-panel')!;
      const { width, height, right, bottom } = window.world.root
        .querySelector('button')!
        .getBoundingClientRect();
      return {
        closed: host.shadowRoot === null,
        mode: window.world.mode,
        lang: (host as HTMLElement).lang,
        width,
        height,
        right,
        bottom,
      };
    });
    expect(seen).toEqual({
      closed: true,
      mode: 'closed',
      lang: 'fr',
      width: 38,
      height: 38,
      right: 1264,
      bottom: 784,
    });
    expect(await text()).toBe('2');
  });

  test('opens by a person’s click, lists titles as text, and leads to a preview', async () => {
    await open(TWO);
    await click('.pd-launcher');
    expect(await text()).toContain('Veste <b id="evil">de travail</b> en moleskine bleue#0412 · 42,00 €');
    expect(await page.evaluate(() => window.world.root.querySelector('#evil'))).toBeNull();
    const width = await page.evaluate(
      () => window.world.root.querySelector('.pd-sheet')!.getBoundingClientRect().width,
    );
    expect(width).toBe(348);
    await click('[data-draft="two"]');
    expect(await page.evaluate(() => window.world.opened)).toEqual(['two']);
  });

  test('a click the page makes by itself does nothing', async () => {
    await open(TWO);
    await page.evaluate(() => window.world.root.querySelector<HTMLElement>('.pd-launcher')!.click());
    await settle();
    expect(await text()).toBe('2');
    await click('.pd-launcher');
    await page.evaluate(() => {
      const button = window.world.root.querySelector<HTMLElement>('[data-draft="one"]')!;
      button.click();
      button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    });
    await settle();
    expect(await page.evaluate(() => window.world.opened)).toEqual([]);
    expect(await text()).toContain('Préparer…');
  });

  test('works by keyboard: Escape folds it and the focus is back on the launcher', async () => {
    await open(TWO);
    const heard = page.evaluate(
      () => new Promise((resolve) => document.addEventListener('keydown', (event) => resolve(event.key))),
    );
    await page.locator('#mine').focus();
    await page.keyboard.press('Tab');
    // The Tab itself was the page's; what follows is the panel's own.
    expect(await heard).toBe('Tab');
    expect(await focused()).toContain('pd-launcher');
    await page.evaluate(() => document.addEventListener('keydown', () => (document.title = 'heard'), true));
    await page.evaluate(() =>
      document.addEventListener('keydown', () => document.body.setAttribute('data-heard', '')),
    );
    await page.keyboard.press('Enter');
    await settle();
    expect(await focused()).toContain('pd-sheet');
    for (let n = 0; n < 3; n++) await page.keyboard.press('Tab');
    expect(await focused()).toContain('data-draft="two"');
    await page.keyboard.press('Escape');
    expect(await focused()).toContain('pd-launcher');
    expect(await page.locator('body[data-heard]').count()).toBe(0);
  });

  test('keeps the focus on its piece when the list changes', async () => {
    await open(TWO);
    await click('.pd-launcher');
    for (let n = 0; n < 3; n++) await page.keyboard.press('Tab');
    await setState({ ...TWO, ready: [{ ...TWO.ready[1]!, title: 'Changed' }, TWO.ready[0]!], queued: 3 });
    await settle();
    expect(await text()).toContain('Changed');
    expect(await text()).toContain('3 dans la file');
    expect(await focused()).toContain('data-draft="two"');
  });

  test('a preview that did not open is said, and can be tried again', async () => {
    await open(TWO);
    await click('.pd-launcher');
    await page.evaluate(() => (window.world.opens = false));
    await click('[data-draft="one"]');
    expect(await page.evaluate(() => window.world.root.querySelector('[role=status]')!.textContent)).toBe(
      TEXTS.failed,
    );
    await page.evaluate(() => (window.world.opens = true));
    await click('[data-draft="one"]');
    expect(await page.evaluate(() => window.world.opened)).toEqual(['one', 'one']);
    expect(
      await page.evaluate(() => window.world.root.querySelector<HTMLElement>('[role=status]')!.hidden),
    ).toBe(true);
  });

  test('says what waits for the seller, and how many pieces there are beyond those shown', async () => {
    await open({ ...TWO, needsYou: true, readyTotal: 6 });
    expect(await text()).toBe('!');
    await click('.pd-launcher');
    expect(await text()).toContain(TEXTS.needsYou);
    expect(await text()).toContain(TEXTS.more);
  });

  test('a worker that does not answer leaves what was shown', async () => {
    await open(TWO);
    await page.evaluate(() => {
      window.world.state = null;
      window.dispatchEvent(new Event('focus'));
    });
    await settle();
    expect(await text()).toBe('2');
  });
});

describe('beside the page', () => {
  test('survives being taken away, and the page’s own navigation', async () => {
    await open(TWO);
    await click('.pd-launcher');
    await page.evaluate(() => document.querySelector('penderie-panel')!.remove());
    await settle();
    expect(await hosts()).toBe(1);
    expect(await text()).toContain('Préparer…');
    await page.evaluate(() => {
      history.pushState(null, '', '/member/42');
      document.body.replaceWith(document.createElement('body'));
    });
    await settle();
    expect(await hosts()).toBe(1);
    expect(await text()).toContain('Préparer…');
  });

  test('a page that keeps taking it away wins in the end', async () => {
    await open(TWO);
    await page.evaluate(() => {
      new MutationObserver(() => document.querySelector('penderie-panel')?.remove()).observe(
        document.documentElement,
        { childList: true },
      );
      document.querySelector('penderie-panel')!.remove();
    });
    await settle();
    expect(await hosts()).toBe(0);
  });

  test('neither the page’s styles nor its content policy reach it', async () => {
    await open(
      TWO,
      `* { font-size: 40px !important; color: red !important } button { width: 300px !important }
       penderie-panel { display: none !important; opacity: 0 !important; position: static !important }`,
    );
    const seen = await page.evaluate(() => {
      const button = window.world.root.querySelector('button')!;
      const { width } = button.getBoundingClientRect();
      const { fontSize, backgroundColor } = getComputedStyle(button);
      return { width, fontSize, backgroundColor, opacity: getComputedStyle(window.world.root.host).opacity };
    });
    expect(seen).toEqual({
      width: 38,
      fontSize: '13px',
      backgroundColor: 'rgb(255, 255, 255)',
      opacity: '1',
    });
  });

  test('follows the system’s dark theme', async () => {
    await open(TWO);
    await page.emulateMedia({ colorScheme: 'dark' });
    const colour = await page.evaluate(
      () => getComputedStyle(window.world.root.querySelector('button')!).backgroundColor,
    );
    expect(colour).toBe('rgb(26, 27, 30)');
  });

  test('goes with its signal, and asks nothing any more', async () => {
    await open(TWO);
    const asked = await page.evaluate(() => {
      window.world.abort.abort();
      window.dispatchEvent(new Event('focus'));
      document.documentElement.append(document.createElement('div'));
      return window.world.asked;
    });
    await settle();
    expect(await hosts()).toBe(0);
    expect(await page.evaluate(() => window.world.asked)).toBe(asked);
  });
});
