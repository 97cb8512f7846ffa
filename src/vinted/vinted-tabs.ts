import type { Clock } from '../shared/clock.ts';
import type { PageMessage, PageReply } from './page-messages.ts';
import { PAGES, SITE } from './routes.ts';
import { PROTOCOL_VERSION } from './transport.ts';
import type { VintedPage } from './vinted.ts';

interface TabInfo {
  id?: number;
  discarded?: boolean;
  status?: string;
  incognito?: boolean;
  lastAccessed?: number;
}

/** The part of the browser's tabs API that is used: given from outside, so that tests own it. */
export interface TabsApi {
  query(filter: { url: string }): Promise<TabInfo[]>;
  create(options: { url: string; active: boolean }): Promise<TabInfo>;
  reload(tabId: number): Promise<unknown>;
  remove(tabId: number): Promise<unknown>;
  sendMessage(tabId: number, message: unknown, options: { frameId: number }): Promise<unknown>;
}

const HELLO_WAIT_MS = 2_000;
const LOADING_WAIT_MS = 10_000;
const OPEN_WAIT_MS = 30_000;
const POLL_MS = 250;

/** The message was certainly not delivered: nobody listens in that tab, or there is no such tab. */
const NO_RECEIVER = /receiving end does not exist|no tab with id|invalid tab id/i;

export type Asked = PageReply | { kind: 'no_receiver' } | { kind: 'silent' } | { kind: 'timeout' };

export interface VintedTabs {
  /** Sends one message to the content script of a tab and waits for its reply. Never rejects. */
  ask(tabId: number, message: PageMessage, waitMs: number): Promise<Asked>;
  /** A tab whose content script answers now, the preferred one first; null where there is none. Opens nothing. */
  find(prefer?: VintedPage): Promise<VintedPage | null>;
  /** The same, or else a sleeping tab woken, or a new tab in the background. Null where no page gets ready. */
  open(prefer?: VintedPage): Promise<VintedPage | null>;
  /**
   * Loads a vinted page once, in a tab of its own that is closed again: this is what renews a stale session. No tab of
   * the seller is reloaded, since something may be half typed in it.
   */
  loadOnce(): Promise<boolean>;
}

export function vintedTabs(tabs: TabsApi, clock: Clock): VintedTabs {
  async function ask(tabId: number, message: PageMessage, waitMs: number): Promise<Asked> {
    const done = new AbortController();
    const reply = tabs.sendMessage(tabId, message, { frameId: 0 }).then(
      (answer): Asked => (isReply(answer) ? answer : { kind: 'silent' }),
      (error: unknown): Asked => {
        const text = error instanceof Error ? error.message : String(error);
        return { kind: NO_RECEIVER.test(text) ? 'no_receiver' : 'silent' };
      },
    );
    const timeout = clock.sleep(waitMs, done.signal).then((): Asked => ({ kind: 'timeout' }));
    const first = await Promise.race([reply, timeout]);
    done.abort();
    return first;
  }

  async function hello(tabId: number): Promise<VintedPage | null> {
    const message: PageMessage = { kind: 'vinted-page', protocol: PROTOCOL_VERSION, op: 'hello' };
    const reply = await ask(tabId, message, HELLO_WAIT_MS);
    const usable = reply.kind === 'page' && reply.protocol === PROTOCOL_VERSION && reply.settled;
    return usable ? { pageId: reply.pageId, tabId } : null;
  }

  async function waitForPage(tabId: number, waitMs: number): Promise<VintedPage | null> {
    const until = clock.now() + waitMs;
    for (;;) {
      const page = await hello(tabId);
      if (page || clock.now() >= until) return page;
      await clock.sleep(POLL_MS);
    }
  }

  /** Tabs of private windows hold another session: they are never used. */
  async function candidates(prefer?: VintedPage): Promise<(TabInfo & { id: number })[]> {
    const found = await tabs.query({ url: `${SITE.origin}/*` });
    return found
      .filter((tab): tab is TabInfo & { id: number } => tab.id !== undefined && !tab.incognito)
      .sort(
        (a, b) =>
          Number(b.id === prefer?.tabId) - Number(a.id === prefer?.tabId) ||
          (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0),
      );
  }

  async function find(prefer?: VintedPage): Promise<VintedPage | null> {
    for (const tab of await candidates(prefer)) {
      const page = tab.discarded ? null : await hello(tab.id);
      if (page) return page;
    }
    return null;
  }

  async function openNew(): Promise<{ tabId: number; page: VintedPage | null } | null> {
    const { id } = await tabs.create({ url: SITE.origin + PAGES.home, active: false });
    if (id === undefined) return null;
    return { tabId: id, page: await waitForPage(id, OPEN_WAIT_MS) };
  }

  async function openAny(prefer?: VintedPage): Promise<VintedPage | null> {
    const ready = await find(prefer);
    if (ready) return ready;
    const known = await candidates(prefer);
    const loading = known.find((tab) => tab.status === 'loading' && !tab.discarded);
    const loaded = loading ? await waitForPage(loading.id, LOADING_WAIT_MS) : null;
    if (loaded) return loaded;
    const asleep = known.find((tab) => tab.discarded);
    if (asleep) {
      await tabs.reload(asleep.id);
      const woken = await waitForPage(asleep.id, OPEN_WAIT_MS);
      if (woken) return woken;
    }
    const opened = await openNew();
    // A tab that never got ready is of no use to anybody, and the next try would leave another one.
    if (opened && !opened.page) await tabs.remove(opened.tabId).catch(() => {});
    return opened?.page ?? null;
  }

  let opening: Promise<VintedPage | null> | null = null;

  return {
    ask,
    find: (prefer) => find(prefer).catch(() => null),
    open(prefer) {
      // Two who ask at once share the tab.
      opening ??= openAny(prefer)
        .catch(() => null)
        .finally(() => (opening = null));
      return opening;
    },
    async loadOnce() {
      const opened = await openNew().catch(() => null);
      if (opened) await tabs.remove(opened.tabId).catch(() => {});
      return opened?.page != null;
    },
  };
}

const REPLY_KINDS = ['page', 'outcome', 'never_sent', 'lost', 'acknowledged', 'not_me'];

function isReply(answer: unknown): answer is PageReply {
  return REPLY_KINDS.includes((answer as { kind?: string } | null | undefined)?.kind ?? '');
}
