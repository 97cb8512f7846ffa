import type { Clock } from '../shared/clock.ts';
import { SITE, type RouteRule } from './routes.ts';
import type { TransportOutcome, VintedAnswer } from './transport.ts';

/** What may be kept of an answer's headers. Of the anti-bot's only the presence counts: their values tell of the visitor. */
const KEPT_HEADERS = ['content-type', 'retry-after', 'cf-mitigated'];
const PRESENCE_ONLY = ['x-dd-b', 'x-datadome', 'x-datadome-cid'];

/** The two values that live in a vinted page and never leave its content script. */
export interface PageSecrets {
  csrfToken: string | null;
  anonId: string | null;
}

/**
 * The headers of a call (contract section 1). The browser adds Origin, Referer, cookies and the multipart boundary;
 * none of them is rewritten. Two headers that only one source saw, and that name Vinted's own app, are left out.
 */
export function requestHeaders(rule: RouteRule, secrets: PageSecrets): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/json, text/plain, */*',
    'Accept-Language': SITE.locale,
    locale: SITE.locale,
    Priority: 'u=3',
  };
  if (rule.csrf && secrets.csrfToken) headers['X-CSRF-Token'] = secrets.csrfToken;
  if (secrets.anonId) headers['X-Anon-Id'] = secrets.anonId;
  if (rule.body === 'json') headers['Content-Type'] = 'application/json';
  if (rule.form !== 'no') {
    headers['X-Enable-Multiple-Size-Groups'] = 'true';
    headers['X-Enable-Dynamic-Attribute-Condition'] = 'true';
    headers['X-Enable-Dynamic-Attribute-Size'] = 'true';
    headers['X-Enable-Dynamic-Attribute-Video-Game-Rating'] = 'true';
  }
  if (rule.form === 'upload') headers['X-Upload-Form'] = 'true';
  return headers;
}

/**
 * Makes one fetch and reads its whole answer within `timeoutMs`. From the moment fetch was called nobody can swear that
 * nothing left: a rejection is `network`, not "not attempted".
 */
export async function sendRequest(
  fetch: typeof globalThis.fetch,
  clock: Pick<Clock, 'sleep'>,
  url: string,
  init: RequestInit,
  timeoutMs: number,
): Promise<Extract<TransportOutcome, { kind: 'answer' | 'no_answer' }>> {
  const abort = new AbortController();
  const done = new AbortController();
  let timedOut = false;
  void clock.sleep(timeoutMs, done.signal).then(() => {
    if (done.signal.aborted) return;
    timedOut = true;
    abort.abort();
  });
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'include',
      redirect: 'manual',
      cache: 'no-store',
      signal: abort.signal,
    });
    return await readAnswer(response);
  } catch {
    return { kind: 'no_answer', reason: timedOut ? 'timeout' : 'network' };
  } finally {
    done.abort();
  }
}

async function readAnswer(response: Response): Promise<VintedAnswer> {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  for (const name of PRESENCE_ONLY) {
    if (response.headers.has(name)) headers[name] = 'present';
  }
  const redirected = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
  return { kind: 'answer', status: redirected ? 0 : response.status, headers, body: await response.text() };
}
