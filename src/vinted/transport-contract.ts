import { describe, expect, test } from 'vitest';
import type { Recalled, Transport, TransportOutcome } from './transport.ts';

/** One transport with the Vinted it talks to, made anew for each test. */
export interface TransportDriver {
  transport: Transport;
  /** Requests that reached Vinted, `GET /api/…`. */
  arrived: string[];
  /** Vinted's next answers: a response, or an error that fetch rejects with; `hang` never answers. */
  answerWith(...answers: (Response | Error | 'hang')[]): void;
  /** Lets time pass until the promise is settled. */
  settle<T>(promise: Promise<T>): Promise<T>;
}

/**
 * What every way of reaching Vinted must do (specification, section 7).
 * @param recallOfUnknown whether this transport can swear that it never saw a request
 */
export function transportContract(
  name: string,
  make: () => Promise<TransportDriver>,
  recallOfUnknown: 'never_sent' | 'lost',
): void {
  const read = { route: 'wardrobe', params: { userId: '42' } } as const;
  const address = 'GET /api/v2/wardrobe/42/items?page=1&per_page=96&order=newest_first';
  const answered = (text: string, init?: ResponseInit) => new Response(text, init);

  describe(`transport contract: ${name}`, () => {
    test('makes the listed request and gives status, kept headers and text', async () => {
      const driver = await make();
      const headers = {
        'content-type': 'application/json',
        'set-cookie': 'x=1',
        'x-datadome-cid': 'secret',
        server: 's',
      };
      driver.answerWith(answered('{"items":[]}', { status: 200, headers }));
      const outcome = await driver.settle(driver.transport.execute('a', read));
      expect(driver.arrived).toEqual([address]);
      expect(outcome).toEqual<TransportOutcome>({
        kind: 'answer',
        status: 200,
        headers: { 'content-type': 'application/json', 'x-datadome-cid': 'present' },
        body: '{"items":[]}',
      });
    });

    test('makes a request once, however often its id is asked', async () => {
      const driver = await make();
      driver.answerWith(answered('first'), answered('second'));
      const both = [driver.transport.execute('a', read), driver.transport.execute('a', read)];
      const [one, two] = await driver.settle(Promise.all(both));
      const three = await driver.settle(driver.transport.execute('a', read));
      expect(driver.arrived).toHaveLength(1);
      expect([two, three]).toEqual([one, one]);
    });

    test('recalls the answer it kept', async () => {
      const driver = await make();
      driver.answerWith(answered('kept'));
      const outcome = await driver.settle(driver.transport.execute('a', read));
      expect(await driver.settle(driver.transport.recall('a'))).toEqual<Recalled>({
        kind: 'outcome',
        outcome,
      });
      expect(driver.arrived).toHaveLength(1);
    });

    test('recall waits for an answer on its way', async () => {
      const driver = await make();
      let release!: (response: Response) => void;
      const slow = new Promise<Response>((resolve) => (release = resolve));
      driver.answerWith(slow as unknown as Response);
      const execution = driver.transport.execute('a', read);
      const recalled = driver.transport.recall('a');
      await new Promise((resolve) => setTimeout(resolve, 5));
      release(answered('late'));
      expect(await driver.settle(recalled)).toEqual({
        kind: 'outcome',
        outcome: await driver.settle(execution),
      });
      expect(driver.arrived).toHaveLength(1);
    });

    test('an acknowledged answer is gone, and its id stays used', async () => {
      const driver = await make();
      driver.answerWith(answered('once'), answered('never asked'));
      await driver.settle(driver.transport.execute('a', read));
      await driver.settle(driver.transport.acknowledge('a'));
      expect(await driver.settle(driver.transport.recall('a'))).toEqual({ kind: 'lost' });
      expect(await driver.settle(driver.transport.execute('a', read))).toEqual({
        kind: 'no_answer',
        reason: 'lost',
      });
      expect(driver.arrived).toHaveLength(1);
    });

    test(`recall of an id it never saw: ${recallOfUnknown}`, async () => {
      const driver = await make();
      expect(await driver.settle(driver.transport.recall('a'))).toEqual({ kind: recallOfUnknown });
      if (recallOfUnknown === 'never_sent') {
        const late = await driver.settle(driver.transport.execute('a', read));
        expect(late).toEqual({ kind: 'not_attempted', reason: 'given_up' });
        expect(driver.arrived).toEqual([]);
        expect(await driver.settle(driver.transport.recall('a'))).toEqual({ kind: 'never_sent' });
      }
    });

    test('a rejected fetch may have left', async () => {
      const driver = await make();
      driver.answerWith(new TypeError('Failed to fetch'));
      const outcome = await driver.settle(driver.transport.execute('a', read));
      expect(outcome).toEqual({ kind: 'no_answer', reason: 'network' });
    });

    test('an answer cut in its middle is no answer', async () => {
      const driver = await make();
      const cut = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"items":['));
          controller.error(new Error('reset'));
        },
      });
      driver.answerWith(new Response(cut));
      const outcome = await driver.settle(driver.transport.execute('a', read));
      expect(outcome).toEqual({ kind: 'no_answer', reason: 'network' });
    });

    test('silence ends as a timeout', async () => {
      const driver = await make();
      driver.answerWith('hang');
      const outcome = await driver.settle(driver.transport.execute('a', read));
      expect(outcome).toEqual({ kind: 'no_answer', reason: 'timeout' });
    });

    test('a redirect is not followed', async () => {
      const driver = await make();
      driver.answerWith(answered('', { status: 302, headers: { location: '/member/signup' } }));
      const outcome = await driver.settle(driver.transport.execute('a', read));
      expect(outcome).toMatchObject({ kind: 'answer', status: 0 });
      expect(driver.arrived).toHaveLength(1);
    });

    test.each([
      { route: 'wardrobe', params: { userId: '42/../../web/api/auth/refresh' } },
      { route: 'wardrobe', params: { userId: '42', page: '2' } },
      { route: 'session_refresh', params: {} },
      { route: '__proto__', params: {} },
    ])('refuses what is not on the list: $route $params', async (request) => {
      const driver = await make();
      const outcome = await driver.settle(driver.transport.execute('a', request as never));
      expect(outcome).toEqual({ kind: 'not_attempted', reason: 'not_allowed' });
      expect(driver.arrived).toEqual([]);
    });
  });
}
