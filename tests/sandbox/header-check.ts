/** Checks the headers of a call against endpoints.json (contract §1). */
import { apiError, denied } from './answers.ts';
import type { Answer, Exchange } from './exchange.ts';
import { headerRules, type Endpoint } from './schemas.ts';

/**
 * The refusal a missing header leads to, or null. Only a missing *proven* header is refused (403 code 106) and, under one
 * reading, a missing *conflicting* one (500 code 105). Anything else this client promises to send is a violation.
 */
export function checkHeaders(exchange: Exchange, endpoint: Endpoint): Answer | null {
  const { settings, violate } = exchange;
  let refusal: Answer | null = null;
  for (const name of endpoint.headers.required) {
    const problem = headerProblem(exchange, name);
    if (!problem) continue;
    const { necessity } = headerRules[name]!;
    if (necessity === 'proven') {
      if (endpoint.operation !== 'read' || settings.readings.csrfOnReads === 'needed') refusal ??= denied();
      continue;
    }
    violate(`${endpoint.id}: header ${name} ${problem}`);
    if (necessity === 'conflicting' && settings.readings.dynamicHeaders === 'needed') {
      refusal ??= apiError(500, 105, 'Une erreur est survenue', 'server_error');
    }
  }
  for (const name of endpoint.headers.must_not_send) {
    const sent = exchange.headers[name.toLowerCase()];
    // The browser itself labels multipart bodies; by hand it would have no boundary.
    const byBrowser =
      name === 'Content-Type' && endpoint.request.kind === 'multipart' && /boundary=/.test(String(sent));
    if (sent !== undefined && !byBrowser) violate(`${endpoint.id}: header ${name} must not be sent`);
  }
  return refusal;
}

function headerProblem(
  { headers, session, cookies }: Exchange,
  name: string,
): 'is missing' | 'is wrong' | null {
  const sent = headers[name.toLowerCase()];
  if (sent === undefined) return 'is missing';
  const wanted =
    name === 'X-CSRF-Token'
      ? session?.csrf
      : name === 'X-Anon-Id'
        ? cookies.anon_id
        : headerRules[name]?.value;
  const matches = name === 'Content-Type' ? String(sent).startsWith('application/json') : sent === wanted;
  return matches ? null : 'is wrong';
}
