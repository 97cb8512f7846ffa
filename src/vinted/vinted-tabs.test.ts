import { describe, expect, test } from 'vitest';
import { fakeTabs, json } from '../content/testing/fake-tabs.ts';
import { virtualClock } from '../content/testing/virtual-clock.ts';
import { vintedTabs } from './vinted-tabs.ts';

function world(onOpen?: Parameters<typeof fakeTabs>[2]) {
  const clock = virtualClock();
  const browser = fakeTabs(clock, () => json({}), onOpen);
  return { clock, browser, tabs: vintedTabs(browser.api, clock) };
}

describe('finding a vinted.fr page', () => {
  test('none: a tab is opened in the background and waited for', async () => {
    const { clock, browser, tabs } = world();
    const page = await clock.settle(tabs.open());
    expect(browser.log).toEqual(['create https://www.vinted.fr/ behind']);
    expect(page?.tabId).toBe(1);
    expect(await clock.settle(tabs.open())).toEqual(page);
    expect(browser.log).toHaveLength(1);
  });

  test('find opens nothing', async () => {
    const { clock, browser, tabs } = world();
    expect(await clock.settle(tabs.find())).toBeNull();
    expect(browser.log).toEqual([]);
  });

  test('the preferred tab first, else the one used last', async () => {
    const { clock, browser, tabs } = world();
    const first = browser.add({});
    const second = browser.add({});
    expect((await clock.settle(tabs.open()))?.tabId).toBe(second.id);
    const prefer = { tabId: first.id, pageId: 'whatever' };
    expect((await clock.settle(tabs.open(prefer)))?.tabId).toBe(first.id);
  });

  test('tabs opened before the extension was there answer nothing: another is tried, then a new one', async () => {
    const { clock, browser, tabs } = world();
    browser.add(null);
    browser.add(null);
    expect((await clock.settle(tabs.open()))?.tabId).toBe(3);
    expect(browser.log).toEqual(['create https://www.vinted.fr/ behind']);
  });

  test('a content script of another version is not used', async () => {
    const { clock, browser, tabs } = world();
    browser.add({ protocol: 99 });
    expect((await clock.settle(tabs.open()))?.tabId).toBe(2);
  });

  test('a private window is another session: not used', async () => {
    const { clock, browser, tabs } = world();
    browser.add({}, { incognito: true });
    expect((await clock.settle(tabs.open()))?.tabId).toBe(2);
  });

  test('a page on its way to sign in or through a session page is not used', async () => {
    const { clock, browser, tabs } = world();
    browser.add({ path: '/session-refresh' });
    browser.add({ path: '/member/signup/select_type' });
    expect((await clock.settle(tabs.open()))?.tabId).toBe(3);
  });

  test('a discarded tab is woken by reloading it, once no other answers', async () => {
    const { clock, browser, tabs } = world();
    const asleep = browser.add({}, { discarded: true, lastAccessed: 999 });
    expect((await clock.settle(tabs.open()))?.tabId).toBe(asleep.id);
    expect(browser.log).toEqual([`reload ${asleep.id}`]);
    expect((await clock.settle(tabs.open()))?.tabId).toBe(asleep.id);
    expect(browser.log).toHaveLength(1);
  });

  test('a tab that is still loading is waited for', async () => {
    const { clock, browser, tabs } = world();
    const loading = browser.add(null, { status: 'loading' });
    void clock.sleep(3_000).then(() => browser.navigate(loading));
    expect((await clock.settle(tabs.open()))?.tabId).toBe(loading.id);
    expect(browser.log).toEqual([]);
  });

  test('a page that never gets ready: none after 30 s, and no tab left behind', async () => {
    const { clock, browser, tabs } = world(() => null);
    const before = clock.now();
    expect(await clock.settle(tabs.open())).toBeNull();
    expect(clock.now() - before).toBeGreaterThanOrEqual(30_000);
    expect(browser.log).toEqual(['create https://www.vinted.fr/ behind', 'remove 1']);
  });

  test('two who ask at once share one new tab', async () => {
    const { clock, browser, tabs } = world();
    const [one, two] = await clock.settle(Promise.all([tabs.open(), tabs.open()]));
    expect(one).toEqual(two);
    expect(browser.log).toHaveLength(1);
  });

  test('a browser that refuses to open tabs: none', async () => {
    const { clock, browser, tabs } = world();
    browser.api.create = () => Promise.reject(new Error('Tabs cannot be edited right now'));
    expect(await clock.settle(tabs.open())).toBeNull();
    expect(await clock.settle(tabs.loadOnce())).toBe(false);
  });
});

describe('loading a page once', () => {
  test('uses a tab of its own and closes it; no tab of the seller is touched', async () => {
    const { clock, browser, tabs } = world();
    const mine = browser.add({});
    expect(await clock.settle(tabs.loadOnce())).toBe(true);
    expect(browser.log).toEqual(['create https://www.vinted.fr/ behind', 'remove 2']);
    expect(browser.tabs.has(mine.id)).toBe(true);
  });
});

describe('asking', () => {
  test('a page that is frozen ends as a timeout', async () => {
    const { clock, browser, tabs } = world();
    browser.add({});
    browser.api.sendMessage = () => new Promise(() => {});
    const hello = { kind: 'vinted-page', protocol: 1, op: 'hello' } as const;
    expect(await clock.settle(tabs.ask(1, hello, 500))).toEqual({ kind: 'timeout' });
  });

  test.each([undefined, null, {}, { kind: 'route' }, 'text'])(
    'a reply that is none of ours (%o) is silence',
    async (reply) => {
      const { clock, browser, tabs } = world();
      browser.api.sendMessage = () => Promise.resolve(reply);
      const hello = { kind: 'vinted-page', protocol: 1, op: 'hello' } as const;
      expect(await clock.settle(tabs.ask(1, hello, 500))).toEqual({ kind: 'silent' });
    },
  );
});
