import { describe, expect, test } from 'vitest';
import { fakeTabs, json, TOKEN } from '../content/testing/fake-tabs.ts';
import { virtualClock } from '../content/testing/virtual-clock.ts';
import type { ItemDraft, VintedPage } from './vinted.ts';
import { vintedSession } from './vinted-session.ts';
import { vintedTabs } from './vinted-tabs.ts';

type Answer = () => Response | Promise<Response>;

const USER = () => json({ user: { id: 42, login: 'lea' }, code: 0 });
const STALE: Answer = () => new Response('', { status: 401 });
const BAD_TOKEN: Answer = () =>
  json({ code: 106, message: 'Accès refusé', message_code: 'access_denied' }, 403);
const FRESH_FORM: Answer = () => new Response('<script>"CSRF_TOKEN":"fresh-token"</script>');

async function world(...script: Answer[]) {
  const clock = virtualClock();
  const arrived: { line: string; token: string | undefined }[] = [];
  const browser = fakeTabs(clock, (url, init) => {
    const headers = init.headers as Record<string, string>;
    const line = `${init.method ?? 'GET'} ${new URL(url).pathname}`;
    arrived.push({ line, token: headers['X-CSRF-Token'] });
    const answer = script.shift();
    if (!answer) throw new Error(`no answer was prepared for ${line}`);
    return answer();
  });
  const tab = browser.add({});
  const session = vintedSession(vintedTabs(browser.api, clock), clock);
  const opened = await clock.settle(session.openPage());
  if (!opened.ok) throw new Error('no page');
  /** The same browser after the worker died: nothing of the old session is left. */
  const reborn = () => vintedSession(vintedTabs(browser.api, clock), clock);
  const lines = () => arrived.map((each) => each.line);
  return { clock, browser, tab, session, reborn, page: opened.value, arrived, lines };
}

const ITEM: ItemDraft = {
  title: 'T',
  description: 'D',
  priceCents: 1250,
  currency: 'EUR',
  catalogId: 221,
  brandId: 1,
  brandLabel: 'Sans marque',
  sizeId: null,
  conditionId: 2,
  colorIds: [],
  packageSizeId: 1,
  materialIds: [],
  isbn: null,
  isUnisex: false,
  attributes: [],
  photos: [{ id: 99000000001, orientation: 0 }],
  uploadSessionId: 'session',
};
const PHOTO = new Blob(['bytes'], { type: 'image/jpeg' });
const call = (requestId: string) => ({ requestId });

describe('the calls of a publication', () => {
  test('each asks its route and gives its value', async () => {
    const read = {
      id: 99000000009,
      title: 'T',
      price: { amount: '12.5', currency_code: 'EUR' },
      catalog_id: 221,
    };
    const { clock, session, page, lines } = await world(
      USER,
      () => json({ upload_session_id: 'b4e2a9d1-58c6-4f13-8d20-91ab37e5c604' }),
      () => json({ items: [], pagination: { current_page: 1, total_pages: 0 }, code: 0 }),
      () => json({ id: 99000000001, orientation: null, code: 0 }),
      () => json({ item: { id: 99000000009 }, after_upload_actions: [], code: 0 }),
      () => json({ item: { ...read, photos: [{ id: 99000000001 }], item_attributes: [] }, code: 0 }),
    );
    const done = <T>(value: T) => ({ kind: 'done', value });
    expect(await clock.settle(session.currentUser(page, call('a')))).toEqual(
      done({ vintedId: '42', login: 'lea', domain: 'www.vinted.fr' }),
    );
    expect(await clock.settle(session.formConfiguration(page, call('b')))).toEqual(done({ currency: null }));
    expect(await clock.settle(session.newestWardrobeItems(page, call('c'), '42'))).toEqual(done([]));
    expect(await clock.settle(session.uploadPhoto(page, call('d'), PHOTO, 's'))).toEqual(
      done({ id: 99000000001, orientation: 0 }),
    );
    expect(await clock.settle(session.createItem(page, call('e'), ITEM))).toEqual(
      done({ itemId: '99000000009', actions: [] }),
    );
    expect(await clock.settle(session.readItem(page, call('f'), '99000000009'))).toEqual(
      done({ id: '99000000009', title: 'T', priceCents: 1250, photoIds: [99000000001], isDraft: false }),
    );
    expect(lines()).toEqual([
      'GET /api/v2/users/current',
      'GET /api/v2/items/configuration',
      'GET /api/v2/wardrobe/42/items',
      'POST /api/v2/photos',
      'POST /api/v2/item_upload/items',
      'GET /api/v2/item_upload/items/99000000009',
    ]);
  });

  test('another item than the one asked for is a change', async () => {
    const item = {
      id: 2,
      title: 'T',
      price: { amount: '1', currency_code: 'EUR' },
      catalog_id: 1,
      photos: [],
    };
    const { clock, session, page } = await world(() => json({ item: { ...item, item_attributes: [] } }));
    const outcome = await clock.settle(session.readItem(page, call('a'), '1'));
    expect(outcome).toMatchObject({ kind: 'refused', failure: { code: 'vinted_changed' } });
  });

  test('no page to be had', async () => {
    const clock = virtualClock();
    const browser = fakeTabs(clock, USER, () => null);
    const session = vintedSession(vintedTabs(browser.api, clock), clock);
    expect(await clock.settle(session.openPage())).toEqual({
      ok: false,
      error: { code: 'no_page', reach: 'none' },
    });
  });
});

describe('a stale session', () => {
  test('a read is replayed once after a page was loaded', async () => {
    const { clock, session, page, browser, lines } = await world(STALE, USER);
    expect(await clock.settle(session.currentUser(page, call('a')))).toMatchObject({ kind: 'done' });
    expect(browser.log).toEqual(['create https://www.vinted.fr/ behind', 'remove 2']);
    expect(lines()).toEqual(['GET /api/v2/users/current', 'GET /api/v2/users/current']);
  });

  test('a second 401 is not proven signed in, and nothing more is tried', async () => {
    const { clock, session, page, lines } = await world(STALE, STALE);
    const outcome = await clock.settle(session.currentUser(page, call('a')));
    expect(outcome).toMatchObject({ kind: 'refused', failure: { code: 'signed_out', status: 401 } });
    expect(lines()).toHaveLength(2);
  });

  test('where no page can be loaded there is no replay', async () => {
    const { clock, session, page, browser, lines } = await world(STALE);
    browser.api.create = () => Promise.reject(new Error('no'));
    expect(await clock.settle(session.currentUser(page, call('a')))).toMatchObject({
      failure: { code: 'signed_out' },
    });
    expect(lines()).toHaveLength(1);
  });

  test('a photo is replayed with a token read anew', async () => {
    const { clock, session, page, arrived } = await world(STALE, FRESH_FORM, () => json({ id: 7, code: 0 }));
    expect(await clock.settle(session.uploadPhoto(page, call('a'), PHOTO, 's'))).toMatchObject({
      kind: 'done',
    });
    expect(arrived).toEqual([
      { line: 'POST /api/v2/photos', token: TOKEN },
      { line: 'GET /items/new', token: undefined },
      { line: 'POST /api/v2/photos', token: 'fresh-token' },
    ]);
  });

  test('200 without a login is no stale token: no replay', async () => {
    const { clock, session, page, lines } = await world(() =>
      json({ user: { id: 1, login: null }, code: 0 }),
    );
    expect(await clock.settle(session.currentUser(page, call('a')))).toMatchObject({
      failure: { code: 'signed_out' },
    });
    expect(lines()).toHaveLength(1);
  });
});

describe('a stale CSRF token', () => {
  test('a photo is replayed once with a fresh one, without loading a page', async () => {
    const { clock, session, page, browser, arrived } = await world(BAD_TOKEN, FRESH_FORM, () =>
      json({ id: 7, code: 0 }),
    );
    expect(await clock.settle(session.uploadPhoto(page, call('a'), PHOTO, 's'))).toMatchObject({
      kind: 'done',
    });
    expect(arrived.map((each) => each.token)).toEqual([TOKEN, undefined, 'fresh-token']);
    expect(browser.log).toEqual([]);
  });

  test('a second 106 stops', async () => {
    const { clock, session, page, lines } = await world(BAD_TOKEN, FRESH_FORM, BAD_TOKEN);
    const outcome = await clock.settle(session.uploadPhoto(page, call('a'), PHOTO, 's'));
    expect(outcome).toMatchObject({ kind: 'refused', failure: { code: 'access_denied', apiCode: 106 } });
    expect(lines()).toHaveLength(3);
  });

  test('another 403 is not replayed', async () => {
    const { clock, session, page, lines } = await world(() => json({}, 403));
    expect(await clock.settle(session.uploadPhoto(page, call('a'), PHOTO, 's'))).toMatchObject({
      failure: { code: 'access_denied' },
    });
    expect(lines()).toHaveLength(1);
  });
});

describe('a create', () => {
  test.each<[string, Answer, string, string]>([
    ['401', () => json({}, 401), 'refused', 'signed_out'],
    ['code 106', BAD_TOKEN, 'refused', 'access_denied'],
    ['an empty answer', () => new Response(''), 'unclear', 'vinted_changed'],
    ['500', () => json({ code: 105 }, 500), 'unclear', 'server_error'],
    ['429', () => json({}, 429), 'unclear', 'rate_limited'],
    [
      'a lost answer',
      () => {
        throw new TypeError('Failed to fetch');
      },
      'unclear',
      'network',
    ],
  ])('is never replayed: %s', async (_, answer, kind, code) => {
    const { clock, session, page, browser, lines } = await world(answer);
    const outcome = await clock.settle(session.createItem(page, call('a'), ITEM));
    expect(outcome).toMatchObject({ kind, failure: { code } });
    expect(lines()).toEqual(['POST /api/v2/item_upload/items']);
    expect(browser.log).toEqual([]);
  });

  test('whose token page leads away is not attempted, and not replayed either', async () => {
    const { clock, session, page, tab, lines } = await world(() => new Response('', { status: 302 }));
    tab.page.html = 'no token';
    const outcome = await clock.settle(session.createItem(page, call('a'), ITEM));
    expect(outcome).toMatchObject({ kind: 'not_attempted', failure: { code: 'signed_out' } });
    expect(lines()).toEqual(['GET /items/new']);
  });
});

describe('after the worker died in mid-call', () => {
  test('the kept answer is given, and the call is not made again', async () => {
    const { clock, session, reborn, page, browser, lines } = await world(() =>
      json({ item: { id: 99000000009 }, code: 0 }),
    );
    browser.cutReplies(true);
    await clock.settle(session.createItem(page, call('a'), ITEM));
    browser.cutReplies(false);
    const kept = await clock.settle(reborn().recall(page, call('a'), 'create'));
    expect(kept).toEqual({
      kind: 'answered',
      outcome: { kind: 'done', value: { itemId: '99000000009', actions: [] } },
    });
    expect(lines()).toHaveLength(1);
  });

  test('a request the page never saw was never sent, and cannot leave later', async () => {
    const { clock, session, reborn, page, lines } = await world();
    expect(await clock.settle(reborn().recall(page, call('a'), 'create'))).toEqual({ kind: 'never_sent' });
    const late = await clock.settle(session.createItem(page, call('a'), ITEM));
    expect(late).toMatchObject({ kind: 'not_attempted' });
    expect(lines()).toEqual([]);
  });

  test('a page that is gone cannot tell', async () => {
    const { clock, session, reborn, page, browser, tab } = await world(USER);
    await clock.settle(session.currentUser(page, call('a')));
    browser.navigate(tab);
    expect(await clock.settle(reborn().recall(page, call('a'), 'current_user'))).toEqual({ kind: 'lost' });
    browser.tabs.delete(tab.id);
    expect(await clock.settle(reborn().recall(page, call('a'), 'current_user'))).toEqual({ kind: 'lost' });
  });

  test('between a 401 and its replay: free to be made anew, the replay sealed', async () => {
    const { clock, session, reborn, page, browser } = await world(STALE);
    // No page can be loaded, so the replay never leaves: as if the worker had died there.
    browser.api.create = () => Promise.reject(new Error('no'));
    await clock.settle(session.uploadPhoto(page, call('a'), PHOTO, 's'));
    expect(await clock.settle(reborn().recall(page, call('a'), 'photo'))).toEqual({ kind: 'never_sent' });
    expect(await clock.settle(reborn().recall(page, call('a.r1'), 'photo'))).toEqual({ kind: 'never_sent' });
  });

  test('after a replay: the replay’s answer counts', async () => {
    const { clock, session, reborn, page } = await world(STALE, FRESH_FORM, () => json({ id: 7, code: 0 }));
    await clock.settle(session.uploadPhoto(page, call('a'), PHOTO, 's'));
    expect(await clock.settle(reborn().recall(page, call('a'), 'photo'))).toEqual({
      kind: 'answered',
      outcome: { kind: 'done', value: { id: 7, orientation: 0 } },
    });
  });

  test('a refused create is told as it was', async () => {
    const { clock, session, reborn, page } = await world(BAD_TOKEN);
    await clock.settle(session.createItem(page, call('a'), ITEM));
    expect(await clock.settle(reborn().recall(page, call('a'), 'create'))).toMatchObject({
      kind: 'answered',
      outcome: { kind: 'refused', failure: { code: 'access_denied' } },
    });
  });

  test('acknowledged answers are gone, of the call and of its replay', async () => {
    const { clock, session, page } = await world(STALE, FRESH_FORM, () => json({ id: 7, code: 0 }));
    await clock.settle(session.uploadPhoto(page, call('a'), PHOTO, 's'));
    await clock.settle(session.acknowledge(page, call('a')));
    for (const id of ['a', 'a.r1']) {
      expect(await clock.settle(session.recall(page, call(id), 'photo'))).toEqual({ kind: 'lost' });
    }
  });

  test('acknowledging to a page that is gone is no failure', async () => {
    const { clock, session } = await world();
    const gone: VintedPage = { tabId: 99, pageId: 'x' };
    await expect(clock.settle(session.acknowledge(gone, call('a')))).resolves.toBeUndefined();
  });
});
