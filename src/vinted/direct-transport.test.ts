import { describe, expect, test } from 'vitest';
import { virtualClock } from '../content/testing/virtual-clock.ts';
import { directTransport } from './direct-transport.ts';
import { transportContract } from './transport-contract.ts';

function world() {
  const clock = virtualClock();
  const queue: (Response | Error | 'hang')[] = [];
  const requests: { url: string; init: RequestInit }[] = [];
  const transport = directTransport((input, init) => {
    requests.push({ url: String(input), init: init! });
    const next = queue.shift() ?? new Error('no answer was prepared');
    if (next instanceof Error) return Promise.reject(next);
    if (next !== 'hang') return Promise.resolve(next);
    return new Promise((_, reject) =>
      init!.signal!.addEventListener('abort', () => reject(new Error('aborted'))),
    );
  }, clock);
  return { clock, queue, requests, transport };
}

transportContract(
  'direct',
  () => {
    const { clock, queue, requests, transport } = world();
    return Promise.resolve({
      transport,
      get arrived() {
        return requests.map(({ url, init }) => `${init.method} ${url.replace('https://www.vinted.fr', '')}`);
      },
      answerWith: (...answers) => queue.push(...answers),
      settle: (promise) => clock.settle(promise),
    });
  },
  'lost',
);

describe('direct transport', () => {
  test('sends the browser’s cookies, and nothing only a page knows', async () => {
    const { transport, queue, requests, clock } = world();
    queue.push(new Response('{}'));
    await clock.settle(transport.execute('a', { route: 'catalogs', params: {} }));
    expect(requests[0]!.url).toBe('https://www.vinted.fr/api/v2/item_upload/catalogs');
    expect(requests[0]!.init).toMatchObject({ credentials: 'include', redirect: 'manual' });
    expect(Object.keys(requests[0]!.init.headers!).sort()).toEqual([
      'Accept',
      'Accept-Language',
      'Priority',
      'locale',
    ]);
  });

  test.each(['create', 'photo', 'attributes'] as const)('makes no write: %s', async (route) => {
    const { transport, requests, clock } = world();
    const outcome = await clock.settle(transport.execute('a', { route, params: {}, json: {} }));
    expect(outcome).toEqual({ kind: 'not_attempted', reason: 'not_allowed' });
    expect(requests).toEqual([]);
  });
});
