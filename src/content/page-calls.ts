import type { Clock } from '../shared/clock.ts';
import type { PageMessage, PageReply } from '../vinted/page-messages.ts';
import { findRoute, SITE, type RouteRule } from '../vinted/routes.ts';
import { requestHeaders, sendRequest } from '../vinted/send-request.ts';
import { PROTOCOL_VERSION, type TransportOutcome, type VintedRequest } from '../vinted/transport.ts';
import { csrfReader, findAnonId } from './csrf-token.ts';
import { keptAnswers } from './kept-answers.ts';

/** The page as the content script sees it: given from outside, so that tests own it. */
export interface PageEnvironment {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  location: Pick<Location, 'origin' | 'pathname'>;
  pageTexts(): Iterable<string>;
  cookies(): string;
  online(): boolean;
}

/** Pages on the way to another one (contract section 1): what they lead to is waited for. */
const PASSING = /^\/(session-refresh|member\/signup)/;

/**
 * The page's half of the page transport: makes the calls the worker asks for as requests of this page, so that cookies,
 * Origin and Referer are simply the page's. CSRF token and anon id are read here and never leave.
 */
export function pageCalls(env: PageEnvironment): {
  pageId: string;
  answer(message: PageMessage): Promise<PageReply>;
} {
  const pageId = crypto.randomUUID();
  const kept = keptAnswers();
  const readToken = csrfReader({ ...env, origin: SITE.origin });

  async function perform(request: VintedRequest, startBefore: number): Promise<TransportOutcome> {
    const found = findRoute(request.route, request.params);
    if (!found || env.location.origin !== SITE.origin)
      return { kind: 'not_attempted', reason: 'not_allowed' };
    const { rule, address } = found;
    const body = bodyOf(rule, request);
    if ('reason' in body) return { kind: 'not_attempted', reason: body.reason };

    const secrets = { csrfToken: null as string | null, anonId: findAnonId(env.cookies()) };
    if (rule.csrf) {
      const token = await readToken(request.freshToken === true);
      if (!token.found) return { kind: 'not_attempted', reason: 'no_csrf_token', formPage: token.formPage };
      secrets.csrfToken = token.token;
    }
    if (env.clock.now() > startBefore) return { kind: 'not_attempted', reason: 'given_up' };
    if (!env.online()) return { kind: 'not_attempted', reason: 'offline' };
    const init = { method: rule.method, headers: requestHeaders(rule, secrets), body: body.body };
    return sendRequest(env.fetch, env.clock, SITE.origin + address.path, init, rule.timeoutMs);
  }

  return {
    pageId,
    async answer(message) {
      if (message.op === 'hello') {
        const settled = !PASSING.test(env.location.pathname);
        return { kind: 'page', pageId, protocol: PROTOCOL_VERSION, settled };
      }
      if (message.protocol !== PROTOCOL_VERSION || message.pageId !== pageId) return { kind: 'not_me' };
      switch (message.op) {
        case 'execute': {
          const { request, requestId, startBefore } = message;
          return {
            kind: 'outcome',
            outcome: await kept.once(requestId, () => perform(request, startBefore)),
          };
        }
        case 'recall':
          return kept.recall(message.requestId);
        case 'acknowledge':
          kept.acknowledge(message.requestId);
          return { kind: 'acknowledged' };
      }
    },
  };
}

/** The body of a request. A photo that did not survive the message as a file with bytes is never sent as `{}`. */
function bodyOf(
  rule: RouteRule,
  request: VintedRequest,
): { body: BodyInit | undefined } | { reason: 'bad_body' | 'bad_photo' } {
  switch (rule.body) {
    case 'none':
      return request.json === undefined && !request.photo ? { body: undefined } : { reason: 'bad_body' };
    case 'json':
      return request.json && !request.photo ? { body: JSON.stringify(request.json) } : { reason: 'bad_body' };
    case 'photo': {
      const { file, uploadSessionId } = request.photo ?? {};
      if (!isBlob(file) || file.size === 0 || file.type !== 'image/jpeg') return { reason: 'bad_photo' };
      if (!uploadSessionId || request.json !== undefined) return { reason: 'bad_body' };
      const form = new FormData();
      form.append('photo[type]', 'item');
      form.append('photo[file]', file, 'photo.jpg');
      form.append('photo[temp_uuid]', uploadSessionId);
      return { body: form };
    }
  }
}

/** By its tag too: Firefox hands a content script a Blob of another global. */
function isBlob(value: unknown): value is Blob {
  return value instanceof Blob || Object.prototype.toString.call(value) === '[object Blob]';
}
