// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from './misbehaviour.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { situations } from './schemas.ts';
import { create, createBody, publish, uploadPhotos } from './test-publish.ts';
import { CREATE_HEADERS, Visitor, type Reply } from './test-visitor.ts';

let sandbox: Sandbox;
let visitor: Visitor;
beforeEach(async () => {
  sandbox = await startSandbox({ wardrobe: 0 });
  visitor = new Visitor(sandbox);
  await visitor.visit();
});
afterEach(() => sandbox.close());

const CURRENT = '/api/v2/users/current';
const made = (): number => sandbox.summary().listings.length;
const start = async (): Promise<Promise<Reply>> => {
  const ids = await uploadPhotos(visitor, 1);
  await visitor.checkAccount();
  return visitor.write('POST', '/api/v2/item_upload/items', createBody(ids), CREATE_HEADERS);
};

describe('answers put in place of the real one: nothing is made', () => {
  const table: [Fault, Partial<Reply> & { has?: RegExp; header?: [string, RegExp] }][] = [
    [
      { status: 418, body: { théière: true } },
      { status: 418, has: /théière/ },
    ],
    [{ sample: 'account.restricted#1' }, { status: 403, has: /162/ }],
    [{ challenge: 'datadome-json' }, { status: 403, has: /captcha-delivery/, header: ['x-dd-b', /1/] }],
    [{ challenge: 'datadome-html' }, { status: 403, has: /var dd=/ }],
    [{ challenge: 'cloudflare' }, { status: 403, has: /Just a moment/ }],
    [{ empty: true }, { status: 200, text: '' }],
    [{ html: true }, { status: 200, has: /^</, header: ['content-type', /json/] }],
    [{ unexpected: true }, { status: 200, has: /nouveau/ }],
    [{ badGateway: true }, { status: 502, has: /Bad Gateway/ }],
    [{ rateLimit: {} }, { status: 429, has: /rate_limit_exceeded/ }],
    [{ rateLimit: { retryAfter: 120 } }, { status: 429, header: ['retry-after', /^120$/] }],
    [
      { rateLimit: { retryAfter: 'Sat, 21 Nov 2026 09:00:00 GMT' } },
      { status: 429, header: ['retry-after', /GMT/] },
    ],
    [{ unauthorized: true }, { status: 401 }],
    [{ denied: true }, { status: 403, has: /106/ }],
  ];
  test.each(table)('%j', async (fault, { has, header, ...rest }) => {
    sandbox.misbehave({ match: { path: 'item.create' }, ...fault });
    const reply = await publish(visitor, {}, 1);
    expect(reply).toMatchObject(rest);
    if (has) expect(reply.text).toMatch(has);
    if (header) expect(reply.headers[header[0]]).toMatch(header[1]);
    expect(made()).toBe(0);
    expect(sandbox.log.at(-1)).toMatchObject({ effect: 'none', misbehaviour: Object.keys(fault)[0] });
  });

  test('with effect: the listing is made although the answer says nothing', async () => {
    sandbox.misbehave({ match: { path: 'item.create' }, empty: true, effect: true });
    expect((await publish(visitor, {}, 1)).text).toBe('');
    expect(made()).toBe(1);
    expect(sandbox.log.at(-1)).toMatchObject({ effect: 'create', status: 200 });
  });

  test.each(situations.flatMap(({ id, examples }) => examples.map((_, rank) => `${id}#${rank}`)))(
    'sample %s',
    async (sample) => {
      sandbox.misbehave({ match: { path: '/' }, sample });
      const { status } = await visitor.get('/');
      expect(status).toBeGreaterThan(199);
    },
  );

  test('an unknown sample fails where the rule is written', () => {
    expect(() => sandbox.misbehave({ match: {}, sample: 'rien' })).toThrow('no sample');
  });
});

describe('delivery', () => {
  test('truncated JSON keeps the effect', async () => {
    sandbox.misbehave({ match: { path: 'item.create' }, truncated: true });
    const { text, json } = await publish(visitor, {}, 1);
    expect([text.startsWith('{"item"'), json, made()]).toEqual([true, undefined, 1]);
  });

  test('delay', async () => {
    sandbox.misbehave({ match: { path: CURRENT }, delayMs: 120 });
    const from = performance.now();
    expect((await visitor.checkAccount()).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThan(110);
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('cut %s the effect', async (cut, listings) => {
    sandbox.misbehave({ match: { path: 'item.create' }, cut });
    await expect(publish(visitor, {}, 1)).rejects.toThrow();
    expect(made()).toBe(listings);
    expect(sandbox.log.at(-1)).toMatchObject({ status: null, effect: listings ? 'create' : 'none' });
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('hold %s the effect, then release', async (hold, listings) => {
    sandbox.misbehave({ match: { path: 'item.create' }, hold });
    const arrived = sandbox.waitFor({ method: 'POST', path: 'item.create' });
    const reply = publish(visitor, {}, 1);
    expect((await arrived).endpoint).toBe('item.create');
    await expect.poll(() => sandbox.held().length).toBe(1);
    expect(made()).toBe(listings);
    expect(sandbox.release()).toBe(1);
    expect((await reply).status).toBe(200);
    expect(made()).toBe(1);
  });

  test('silence never answers, and does not keep the sandbox from closing', async () => {
    sandbox.misbehave({ match: { path: CURRENT }, silence: true });
    const reply = visitor.checkAccount().then(
      () => 'answered',
      () => 'cut',
    );
    await expect.poll(() => sandbox.log.at(-1)?.path).toBe(CURRENT);
    await sandbox.close();
    expect(await reply).toBe('cut');
    sandbox = await startSandbox();
  }, 15_000);
});

describe('which requests', () => {
  const statuses = async (count: number): Promise<number[]> => {
    const found: number[] = [];
    for (let n = 0; n < count; n += 1) found.push((await visitor.checkAccount()).status);
    return found;
  };
  test.each([
    [{}, [401, 200, 200, 200]],
    [{ nth: 2 }, [200, 401, 200, 200]],
    [{ nth: 2, times: 2 }, [200, 401, 401, 200]],
    [{ times: 3 }, [401, 401, 401, 200]],
    [{ nth: 'every' as const }, [401, 401, 401, 401]],
    [{ method: 'POST' }, [200, 200, 200, 200]],
  ])('%j', async (match, wanted) => {
    sandbox.misbehave({ match: { path: /users\/current$/, ...match }, unauthorized: true });
    expect(await statuses(4)).toEqual(wanted);
  });

  test('a rule can be taken away, all of them too', async () => {
    const cancel = sandbox.misbehave({ match: { path: CURRENT, nth: 'every' }, denied: true });
    expect(await statuses(1)).toEqual([403]);
    cancel();
    expect(await statuses(1)).toEqual([200]);
    sandbox.misbehave({ match: { nth: 'every' }, denied: true });
    sandbox.behave();
    expect(await statuses(1)).toEqual([200]);
  });

  test('waiting for what never comes fails', async () => {
    await expect(sandbox.waitFor({ path: 'item.delete' }, 30)).rejects.toThrow('no request matched');
  });
});

test('a listing made twice is a duplicate', async () => {
  await publish(visitor, {}, 1);
  const [, upload] = ['', '22222222-2222-4222-8222-222222222222'];
  const photo = [...sandbox.state.photos.values()][0]!;
  const ids = await uploadPhotos(visitor, 1, upload);
  sandbox.state.photos.get(ids[0]!)!.hash = photo.hash;
  expect((await create(visitor, createBody(ids, {}, upload))).status).toBe(200);
  expect(sandbox.summary().duplicates).toBe(1);
});

test('a create that was cut can be followed by a page that shows the listing', async () => {
  sandbox.misbehave({ match: { path: 'item.create' }, cut: 'after' });
  await expect(start()).rejects.toThrow();
  const rows = (await visitor.get('/api/v2/wardrobe/9900000010/items?order=newest_first')).json.items;
  expect(rows[0].title).toBe('T-shirt marinière coton Petit Bateau M');
});
