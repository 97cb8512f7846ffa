import type { Clock } from '../../shared/clock.ts';
import type { PageMessage } from '../../vinted/page-messages.ts';
import { SITE } from '../../vinted/routes.ts';
import type { TabsApi } from '../../vinted/vinted-tabs.ts';
import { pageCalls } from '../page-calls.ts';

export const TOKEN = '5d0f2b7a-91c4-4c58-8a3e-6fb21d7e0c93';
export const ANON_ID = 'b6a1c9d4-0000-4000-8000-3d2a5c7e9f10';

interface FakePage {
  html?: string;
  path?: string;
  cookies?: string;
  online?: boolean;
  /** Answers hello as an older extension would. */
  protocol?: number;
}

interface FakeTab {
  id: number;
  discarded: boolean;
  incognito: boolean;
  status: 'loading' | 'complete';
  lastAccessed: number;
  calls: ReturnType<typeof pageCalls> | null;
  page: FakePage;
}

export type FakeVinted = (url: string, init: RequestInit) => Promise<Response> | Response;

/**
 * A browser's tabs with real page halves in them, joined to the worker half by messages that are cloned as the browser
 * clones them. `onOpen` says what a newly opened or reloaded tab becomes; null = its content script never answers.
 */
export function fakeTabs(clock: Clock, vinted: FakeVinted, onOpen: () => FakePage | null = () => ({})) {
  const tabs = new Map<number, FakeTab>();
  const log: string[] = [];
  /** While set, messages to a page are delivered but their answers never come back: the worker died, or the channel. */
  let cutReplies = false;
  let nextId = 1;

  function load(tab: FakeTab, page: FakePage | null): void {
    tab.page = page ?? {};
    tab.discarded = false;
    tab.calls = page
      ? pageCalls({
          fetch: async (input, init) => vinted(String(input), init ?? {}),
          clock,
          location: {
            origin: SITE.origin,
            get pathname() {
              return tab.page.path ?? '/';
            },
          },
          pageTexts: () => [tab.page.html ?? `<script>{"CSRF_TOKEN":"${TOKEN}"}</script>`],
          cookies: () => tab.page.cookies ?? `a=b; anon_id=${ANON_ID}`,
          online: () => tab.page.online ?? true,
        })
      : null;
  }

  function add(page: FakePage | null, info: Partial<FakeTab> = {}): FakeTab {
    const tab: FakeTab = {
      id: nextId++,
      discarded: false,
      incognito: false,
      status: 'complete',
      lastAccessed: nextId,
      calls: null,
      page: page ?? {},
    };
    tabs.set(tab.id, tab);
    load(tab, page);
    Object.assign(tab, info);
    return tab;
  }

  const api: TabsApi = {
    query: () => Promise.resolve([...tabs.values()].map(({ calls: _, page: __, ...info }) => info)),
    create: ({ url, active }) => {
      log.push(`create ${url} ${active ? 'in front' : 'behind'}`);
      return Promise.resolve({ id: add(onOpen()).id });
    },
    reload: (tabId) => {
      log.push(`reload ${tabId}`);
      load(tabs.get(tabId)!, onOpen());
      return Promise.resolve();
    },
    remove: (tabId) => {
      log.push(`remove ${tabId}`);
      tabs.delete(tabId);
      return Promise.resolve();
    },
    async sendMessage(tabId, message) {
      const tab = tabs.get(tabId);
      if (!tab) throw new Error(`No tab with id: ${tabId}.`);
      if (!tab.calls || tab.discarded) {
        throw new Error('Could not establish connection. Receiving end does not exist.');
      }
      const reply = tab.calls.answer(structuredClone(message) as PageMessage);
      if (cutReplies) {
        void reply;
        throw new Error('The message port closed before a response was received.');
      }
      const answer = structuredClone(await reply);
      if (answer.kind === 'page' && tab.page.protocol) answer.protocol = tab.page.protocol;
      return answer;
    },
  };

  return {
    api,
    log,
    add,
    tabs,
    /** The page of a tab goes and another one comes: what it had in memory is gone. */
    navigate: (tab: FakeTab, page: FakePage | null = {}) => load(tab, page),
    cutReplies: (on: boolean) => {
      cutReplies = on;
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
