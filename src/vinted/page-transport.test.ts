import { describe, expect, test } from 'vitest';
import { ANON_ID, fakeTabs, json, TOKEN, type FakeVinted } from '../content/testing/fake-tabs.ts';
import { virtualClock } from '../content/testing/virtual-clock.ts';
import { pageTransport } from './page-transport.ts';
import { transportContract } from './transport-contract.ts';
import { vintedTabs } from './vinted-tabs.ts';

interface Arrived {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: BodyInit | null | undefined;
}

async function world(answer: FakeVinted = () => json({})) {
  const clock = virtualClock();
  const arrived: Arrived[] = [];
  const browser = fakeTabs(clock, (url, init) => {
    const { pathname, search } = new URL(url);
    const headers = init.headers as Record<string, string>;
    arrived.push({ method: init.method ?? 'GET', path: pathname + search, headers, body: init.body });
    return answer(url, init);
  });
  const tab = browser.add({});
  const tabs = vintedTabs(browser.api, clock);
  const page = (await clock.settle(tabs.find()))!;
  return { clock, browser, tab, tabs, page, arrived, transport: pageTransport(tabs, clock, page) };
}

transportContract(
  'page',
  async () => {
    const queue: (Response | Error | 'hang')[] = [];
    const { transport, arrived, clock } = await world((_, init) => {
      const next = queue.shift() ?? new Error('no answer was prepared');
      if (next instanceof Error) throw next;
      if (next === 'hang') {
        return new Promise((_resolve, reject) =>
          init.signal!.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      }
      return next;
    });
    return {
      transport,
      get arrived() {
        return arrived.map(({ method, path }) => `${method} ${path}`);
      },
      answerWith: (...answers) => queue.push(...answers),
      settle: (promise) => clock.settle(promise),
    };
  },
  'never_sent',
);

const photo = { file: new Blob(['jpeg bytes'], { type: 'image/jpeg' }), uploadSessionId: 'session-uuid' };
const photoRequest = { route: 'photo', params: {}, photo } as const;
const create = { route: 'create', params: {}, json: { item: { id: null } } } as const;

describe('what leaves the page', () => {
  test('a create carries the page’s token, its anon id and the headers of the form', async () => {
    const { transport, arrived, clock } = await world();
    await clock.settle(transport.execute('a', create));
    expect(arrived).toHaveLength(1);
    expect(arrived[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/item_upload/items',
      body: '{"item":{"id":null}}',
    });
    expect(arrived[0]!.headers).toEqual({
      Accept: 'application/json, text/plain, */*',
      'Accept-Language': 'fr-FR',
      locale: 'fr-FR',
      Priority: 'u=3',
      'Content-Type': 'application/json',
      'X-CSRF-Token': TOKEN,
      'X-Anon-Id': ANON_ID,
      'X-Upload-Form': 'true',
      'X-Enable-Multiple-Size-Groups': 'true',
      'X-Enable-Dynamic-Attribute-Condition': 'true',
      'X-Enable-Dynamic-Attribute-Size': 'true',
      'X-Enable-Dynamic-Attribute-Video-Game-Rating': 'true',
    });
  });

  test('a read of an own item has the form’s headers, but not the one of a create, and no token', async () => {
    const { transport, arrived, clock } = await world();
    await clock.settle(transport.execute('a', { route: 'read_item', params: { itemId: '99000000001' } }));
    expect(arrived[0]!.path).toBe('/api/v2/item_upload/items/99000000001');
    expect(arrived[0]!.headers).toHaveProperty('X-Enable-Multiple-Size-Groups');
    expect(arrived[0]!.headers).not.toHaveProperty('X-Upload-Form');
    expect(arrived[0]!.headers).not.toHaveProperty('X-CSRF-Token');
  });

  test('a photo arrives as the three parts, with no content type of ours', async () => {
    const { transport, arrived, clock } = await world();
    await clock.settle(transport.execute('a', photoRequest));
    const form = arrived[0]!.body as FormData;
    expect([...form.keys()]).toEqual(['photo[type]', 'photo[file]', 'photo[temp_uuid]']);
    expect(form.get('photo[type]')).toBe('item');
    expect(form.get('photo[temp_uuid]')).toBe('session-uuid');
    const file = form.get('photo[file]') as File;
    expect([file.type, await file.text()]).toEqual(['image/jpeg', 'jpeg bytes']);
    expect(arrived[0]!.headers).not.toHaveProperty('Content-Type');
  });

  test.each([
    ['a photo that arrived as {}', { ...photoRequest, photo: { ...photo, file: {} as Blob } }, 'bad_photo'],
    [
      'an empty photo',
      { ...photoRequest, photo: { ...photo, file: new Blob([], { type: 'image/jpeg' }) } },
      'bad_photo',
    ],
    [
      'another kind of file',
      { ...photoRequest, photo: { ...photo, file: new Blob(['<svg>']) } },
      'bad_photo',
    ],
    ['a photo without a session', { ...photoRequest, photo: { ...photo, uploadSessionId: '' } }, 'bad_body'],
    ['a create without a body', { ...create, json: undefined }, 'bad_body'],
    ['a read with a body', { route: 'current_user' as const, params: {}, json: {} }, 'bad_body'],
  ])('%s is not sent', async (_, request, reason) => {
    const { transport, arrived, clock } = await world();
    expect(await clock.settle(transport.execute('a', request))).toEqual({ kind: 'not_attempted', reason });
    expect(arrived).toEqual([]);
  });

  test('offline: nothing is tried', async () => {
    const { transport, tab, arrived, clock } = await world();
    tab.page.online = false;
    expect(await clock.settle(transport.execute('a', create))).toEqual({
      kind: 'not_attempted',
      reason: 'offline',
    });
    expect(arrived).toEqual([]);
  });
});

describe('the CSRF token', () => {
  const noToken = '<html><body>nothing here</body></html>';
  const formPage = (text: string, init?: ResponseInit) => new Response(text, init);

  test('is looked for in the form page where the page has none, once', async () => {
    const { transport, tab, arrived, clock } = await world((url) =>
      url.endsWith('/items/new') ? formPage(`self.push("\\"CSRF_TOKEN\\":\\"from-the-form\\"")`) : json({}),
    );
    tab.page.html = noToken;
    await clock.settle(transport.execute('a', create));
    await clock.settle(transport.execute('b', create));
    expect(arrived.map((each) => each.path)).toEqual([
      '/items/new',
      '/api/v2/item_upload/items',
      '/api/v2/item_upload/items',
    ]);
    expect(arrived[2]!.headers['X-CSRF-Token']).toBe('from-the-form');
  });

  test('is read anew when asked, though the page has one', async () => {
    const { transport, arrived, clock } = await world((url) =>
      url.endsWith('/items/new') ? formPage('"CSRF_TOKEN":"fresh"') : json({}),
    );
    await clock.settle(transport.execute('a', { ...photoRequest, freshToken: true }));
    expect(arrived.map((each) => each.headers['X-CSRF-Token'])).toEqual([undefined, 'fresh']);
  });

  test.each([
    ['a page without one', () => formPage(noToken), { status: 200, challenge: false }],
    ['a redirect to sign in', () => formPage('', { status: 302 }), { status: 0, challenge: false }],
    [
      'a challenge',
      () => formPage('<html><script>var dd={}</script></html>', { status: 403 }),
      { status: 403, challenge: true },
    ],
  ])('not found because of %s: nothing was sent, and only facts come back', async (_, answer, facts) => {
    const { transport, tab, arrived, clock } = await world(answer);
    tab.page.html = noToken;
    expect(await clock.settle(transport.execute('a', create))).toEqual({
      kind: 'not_attempted',
      reason: 'no_csrf_token',
      formPage: { seen: 'answer', retryAfter: null, ...facts },
    });
    expect(arrived.map((each) => each.path)).toEqual(['/items/new']);
  });

  test('neither it nor the anon id is in anything that comes back to the worker', async () => {
    const { tabs, page, clock, browser } = await world(() => json({ items: [] }));
    const replies: unknown[] = [];
    const { sendMessage } = browser.api;
    browser.api.sendMessage = async (...args) => {
      const reply = await sendMessage(...args);
      replies.push(reply);
      return reply;
    };
    const transport = pageTransport(tabs, clock, page);
    await clock.settle(transport.execute('a', photoRequest));
    await clock.settle(transport.recall('a'));
    await clock.settle(transport.acknowledge('a'));
    expect(replies).toHaveLength(3);
    expect(JSON.stringify(replies)).not.toContain(TOKEN);
    expect(JSON.stringify(replies)).not.toContain(ANON_ID);
  });
});

describe('the page it is bound to', () => {
  test('a page that never answers may have sent it: no answer, and nobody swears otherwise', async () => {
    const { transport, browser, clock } = await world();
    browser.api.sendMessage = () => new Promise(() => {});
    expect(await clock.settle(transport.execute('a', create))).toEqual({
      kind: 'no_answer',
      reason: 'timeout',
    });
    expect(await clock.settle(transport.recall('a'))).toEqual({ kind: 'lost' });
  });

  test('another page in the same tab refuses, and cannot tell what became of a request', async () => {
    const { transport, browser, tab, arrived, clock } = await world();
    browser.navigate(tab);
    expect(await clock.settle(transport.execute('a', create))).toEqual({
      kind: 'not_attempted',
      reason: 'no_page',
    });
    expect(await clock.settle(transport.recall('a'))).toEqual({ kind: 'lost' });
    expect(arrived).toEqual([]);
  });

  test.each(['a tab that is gone', 'a tab where nobody listens'])('%s: not attempted', async (which) => {
    const { transport, browser, tab, clock } = await world();
    if (which === 'a tab that is gone') browser.tabs.delete(tab.id);
    else browser.navigate(tab, null);
    expect(await clock.settle(transport.execute('a', create))).toEqual({
      kind: 'not_attempted',
      reason: 'no_page',
    });
    expect(await clock.settle(transport.recall('a'))).toEqual({ kind: 'lost' });
  });

  test('a channel that closes may have delivered: the answer is found by recall', async () => {
    const { transport, browser, arrived, clock } = await world(() => json({ item: { id: 1 }, code: 0 }));
    browser.cutReplies(true);
    expect(await clock.settle(transport.execute('a', create))).toEqual({ kind: 'no_answer', reason: 'lost' });
    browser.cutReplies(false);
    expect(await clock.settle(transport.recall('a'))).toMatchObject({
      kind: 'outcome',
      outcome: { status: 200 },
    });
    expect(arrived).toHaveLength(1);
  });

  test('a message held up for too long is not executed any more', async () => {
    const { tabs, page, clock, arrived } = await world();
    const message = {
      kind: 'vinted-page',
      protocol: 1,
      op: 'execute',
      pageId: page.pageId,
      requestId: 'a',
      request: create,
      startBefore: clock.now() - 1,
    } as const;
    const reply = await clock.settle(tabs.ask(page.tabId, message, 1000));
    expect(reply).toEqual({ kind: 'outcome', outcome: { kind: 'not_attempted', reason: 'given_up' } });
    expect(arrived).toEqual([]);
  });

  test('a message of another version is refused', async () => {
    const { tabs, page, clock, arrived } = await world();
    const message = {
      kind: 'vinted-page',
      protocol: 99,
      op: 'execute',
      pageId: page.pageId,
      requestId: 'a',
      request: create,
      startBefore: Infinity,
    } as const;
    expect(await clock.settle(tabs.ask(page.tabId, message, 1000))).toEqual({ kind: 'not_me' });
    expect(arrived).toEqual([]);
  });
});
