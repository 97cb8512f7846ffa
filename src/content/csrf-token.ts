import type { Clock } from '../shared/clock.ts';
import { looksLikeChallenge } from '../vinted/challenge.ts';
import { PAGES } from '../vinted/routes.ts';
import { sendRequest } from '../vinted/send-request.ts';
import type { FormPage } from '../vinted/transport.ts';

/** In the HTML of any normal page, escaped or not (contract section 1, eight sources). */
const TOKEN = /\\?"CSRF_TOKEN\\?"\s*:\s*\\?"([^"\\]+)\\?"/;
/** What may stand in a header: anything else would make fetch itself fail. */
const HEADER_SAFE = /^[\x21-\x7e]{1,200}$/;
const FORM_PAGE_TIMEOUT_MS = 20_000;

function findCsrfToken(text: string): string | null {
  const token = TOKEN.exec(text)?.[1];
  return token && HEADER_SAFE.test(token) ? token : null;
}

/** The anon id of the page's own cookie, where it looks like one. */
export function findAnonId(cookies: string): string | null {
  const value = /(?:^|;\s*)anon_id=([^;]*)/.exec(cookies)?.[1]?.trim();
  return value && /^[0-9a-f-]{8,64}$/i.test(value) ? value : null;
}

interface CsrfEnvironment {
  fetch: typeof globalThis.fetch;
  clock: Pick<Clock, 'sleep'>;
  origin: string;
  /** The page's own scripts and HTML, searched in this order. */
  pageTexts(): Iterable<string>;
}

export type CsrfAnswer = { found: true; token: string } | { found: false; formPage: FormPage };

/**
 * Reads the CSRF token of the page it lives in: from the page's own text, or from a freshly fetched `/items/new` where
 * the page has none or `fresh` is asked. Kept in this page's memory, and nowhere else.
 */
export function csrfReader(env: CsrfEnvironment): (fresh: boolean) => Promise<CsrfAnswer> {
  let known: string | null = null;

  const inPage = (): string | null => {
    for (const text of env.pageTexts()) {
      const token = findCsrfToken(text);
      if (token) return token;
    }
    return null;
  };

  return async (fresh) => {
    if (!fresh) {
      known ??= inPage();
      if (known) return { found: true, token: known };
    }
    const init = { headers: { Accept: 'text/html' } };
    const answer = await sendRequest(
      env.fetch,
      env.clock,
      env.origin + PAGES.form,
      init,
      FORM_PAGE_TIMEOUT_MS,
    );
    if (answer.kind === 'no_answer') {
      const seen = answer.reason === 'timeout' ? 'timeout' : 'network';
      return { found: false, formPage: { seen, status: 0, challenge: false, retryAfter: null } };
    }
    const token = answer.status === 200 ? findCsrfToken(answer.body) : null;
    if (token) {
      known = token;
      return { found: true, token };
    }
    return {
      found: false,
      formPage: {
        seen: 'answer',
        status: answer.status,
        challenge: looksLikeChallenge(answer.status, answer.headers, answer.body),
        retryAfter: answer.headers['retry-after'] ?? null,
      },
    };
  };
}
