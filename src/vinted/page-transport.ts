import type { Clock } from '../shared/clock.ts';
import type { PageMessage } from './page-messages.ts';
import { findRoute } from './routes.ts';
import { PROTOCOL_VERSION, type Transport } from './transport.ts';
import type { VintedTabs } from './vinted-tabs.ts';
import type { VintedPage } from './vinted.ts';

/** How long after it was asked for a request may still leave: the time to read a token, and some more. */
const START_WITHIN_MS = 40_000;
/** Longer than any call with its token takes: beyond, the page is frozen or gone. */
const ANSWER_WAIT_MS = 150_000;
const ACKNOWLEDGE_WAIT_MS = 3_000;

/**
 * The worker's half of the page transport, bound to one instance of a content script: a request of another page is
 * refused there, so that "this page never saw it" means something.
 */
export function pageTransport(tabs: VintedTabs, clock: Clock, page: VintedPage): Transport {
  const about = (requestId: string) =>
    ({ kind: 'vinted-page', protocol: PROTOCOL_VERSION, pageId: page.pageId, requestId }) as const;

  return {
    async execute(requestId, request) {
      if (!findRoute(request.route, request.params)) return { kind: 'not_attempted', reason: 'not_allowed' };
      const startBefore = clock.now() + START_WITHIN_MS;
      const message: PageMessage = { ...about(requestId), op: 'execute', request, startBefore };
      const reply = await tabs.ask(page.tabId, message, ANSWER_WAIT_MS);
      switch (reply.kind) {
        case 'outcome':
          return reply.outcome;
        case 'no_receiver':
        case 'not_me':
          return { kind: 'not_attempted', reason: 'no_page' };
        case 'timeout':
          return { kind: 'no_answer', reason: 'timeout' };
        default:
          return { kind: 'no_answer', reason: 'lost' };
      }
    },
    async recall(requestId) {
      const reply = await tabs.ask(page.tabId, { ...about(requestId), op: 'recall' }, ANSWER_WAIT_MS);
      return reply.kind === 'outcome' || reply.kind === 'never_sent' ? reply : { kind: 'lost' };
    },
    async acknowledge(requestId) {
      await tabs.ask(page.tabId, { ...about(requestId), op: 'acknowledge' }, ACKNOWLEDGE_WAIT_MS);
    },
  };
}
