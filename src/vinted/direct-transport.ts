import type { Clock } from '../shared/clock.ts';
import { findRoute, SITE } from './routes.ts';
import { requestHeaders, sendRequest } from './send-request.ts';
import type { Transport, TransportOutcome } from './transport.ts';

/** Under the worker's idle time: a read that takes longer is asked again. */
const TIMEOUT_MS = 25_000;
const MOST_KEPT = 32;

/**
 * The worker's own fetch with the browser's cookies, for reads by GET only: it has no page, so no CSRF token, and its
 * Origin on a write would be the extension's. Its memory dies with the worker: an id it does not know may have been
 * used in an earlier life, so it is `lost`, never `never_sent`.
 */
export function directTransport(fetch: typeof globalThis.fetch, clock: Pick<Clock, 'sleep'>): Transport {
  const kept = new Map<string, Promise<TransportOutcome> | null>();

  return {
    execute(requestId, request) {
      const known = kept.get(requestId);
      if (known === null) return Promise.resolve({ kind: 'no_answer', reason: 'lost' });
      if (known) return known;
      const found = findRoute(request.route, request.params);
      if (!found || found.rule.method !== 'GET') {
        return Promise.resolve({ kind: 'not_attempted', reason: 'not_allowed' });
      }
      const { rule, address } = found;
      const headers = requestHeaders(rule, { csrfToken: null, anonId: null });
      const made = sendRequest(
        fetch,
        clock,
        SITE.origin + address.path,
        { method: 'GET', headers },
        TIMEOUT_MS,
      );
      kept.set(requestId, made);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      return made;
    },
    async recall(requestId) {
      const known = kept.get(requestId);
      return known ? { kind: 'outcome', outcome: await known } : { kind: 'lost' };
    },
    acknowledge(requestId) {
      if (kept.has(requestId)) kept.set(requestId, null);
      return Promise.resolve();
    },
  };
}

/** The direct transport over the browser's own fetch. */
export function browserDirectTransport(clock: Pick<Clock, 'sleep'>): Transport {
  return directTransport((...request) => fetch(...request), clock);
}
