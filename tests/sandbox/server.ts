/** One request from arrival to answer: log, misbehaviour, host, session, headers, route. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { denied, htmlNotFound, unauthorized } from './answers.ts';
import type { Answer, Exchange, SandboxRequest } from './exchange.ts';
import { checkHeaders } from './header-check.ts';
import { matches, replacementOf, type Match, type Misbehaviour, type Misbehaviours } from './misbehaviour.ts';
import type { Settings } from './options.ts';
import { answerPage } from './pages/index.ts';
import { servePicture } from './pictures.ts';
import { route } from './router.ts';
import { routes } from './routes/index.ts';
import { remove } from './routes/items.ts';
import { watchAnswer, watchRequest } from './rule-watch.ts';
import { endpointNamed, schemaErrors } from './schemas.ts';
import { parseCookies, type Sessions } from './session.ts';
import type { SandboxState } from './state.ts';

const SITE_HOST = 'www.vinted.fr';
const PICTURE_HOST = 'images1.vinted.net';

interface Held {
  request: SandboxRequest;
  release: () => void;
}

/** Everything one sandbox's requests share. */
export interface Site {
  settings: Settings;
  state: SandboxState;
  sessions: Sessions;
  misbehaviours: Misbehaviours;
  log: SandboxRequest[];
  violations: string[];
  held: Held[];
  waiters: { match: Match; found: (request: SandboxRequest) => void }[];
}

/** Takes one request and answers it, or does not, as the rules in force say. */
export async function serve(site: Site, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', `https://${incoming.headers.host ?? SITE_HOST}`);
  const exchange = makeExchange(site, incoming, url, await bodyOf(incoming));
  const request = logged(site, exchange);
  const met = site.misbehaviours.meet(request);
  request.misbehaviour =
    met.map((rule) => Object.keys(rule).find((key) => key !== 'match' && key !== 'effect')).join('+') || null;
  announce(site, request);
  try {
    await deliver(site, exchange, request, met, outgoing);
  } catch (error) {
    // A fault of the sandbox itself must fail the test, never look like an answer of Vinted.
    site.violations.push(`sandbox fault: ${error instanceof Error ? error.message : String(error)}`);
    outgoing.socket?.destroy();
  }
}

async function deliver(
  site: Site,
  exchange: Exchange,
  request: SandboxRequest,
  met: Misbehaviour[],
  outgoing: ServerResponse,
): Promise<void> {
  const before = async (): Promise<boolean> => {
    for (const rule of met) {
      if ('delayMs' in rule) await new Promise((resolve) => setTimeout(resolve, rule.delayMs));
      if ('hold' in rule && rule.hold === 'before') await hold(site, request);
      if ('cut' in rule && rule.cut === 'before') return false;
    }
    return true;
  };
  watchRequest(exchange, request);
  if (!(await before())) return void outgoing.socket?.destroy();
  const replacement = met.map(replacementOf).find((found) => found !== null);
  const silent = met.find((rule) => 'silence' in rule);
  // A replaced answer means nothing was done, unless the rule says otherwise.
  const replacing = met.find((rule) => replacementOf(rule) !== null) ?? silent;
  let answer: Answer | null = null;
  if (!replacing || replacing.effect) {
    answer = await produce(site, exchange, request);
    request.effect = answer.effect ?? 'none';
    request.resourceId = answer.resourceId ?? null;
  }
  for (const rule of met) {
    if ('hold' in rule && rule.hold === 'after') await hold(site, request);
    if ('cut' in rule && rule.cut === 'after') return void outgoing.socket?.destroy();
  }
  if (silent) return;
  const shown = replacement ?? answer!;
  const truncated = met.some((rule) => 'truncated' in rule);
  const whole = shown.body ?? '';
  const body = truncated ? whole.slice(0, Math.floor(whole.length / 2)) : whole;
  // Nobody is there any more: the answer was never given.
  if (outgoing.destroyed) return;
  request.status = shown.status;
  watchAnswer(exchange, request, shown);
  // Browsers silently resend a request, POST included, when a *reused* connection is cut: that would be a second create
  // nobody asked for. Every request gets its own connection.
  if (!site.settings.keepAlive) outgoing.shouldKeepAlive = false;
  outgoing.writeHead(shown.status, { ...shown.headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(request.method === 'HEAD' ? undefined : body);
  request.answeredAt = Date.now();
}

async function hold(site: Site, request: SandboxRequest): Promise<void> {
  await new Promise<void>((release) => site.held.push({ request, release }));
}

/** The answer of a site that behaves. */
async function produce(site: Site, exchange: Exchange, request: SandboxRequest): Promise<Answer> {
  const { host } = request;
  if (host === PICTURE_HOST) return servePicture(site.state, exchange.url.pathname);
  if (host !== SITE_HOST) {
    exchange.violate(`unknown host ${host}`);
    return { status: 421, headers: {}, body: null };
  }
  return /^\/(web\/)?api\//.test(request.path) ? callApi(exchange, request) : answerPage(exchange);
}

async function callApi(exchange: Exchange, request: SandboxRequest): Promise<Answer> {
  const found = route(request.method, request.path, exchange.url.searchParams);
  const handler = found && routes[found.endpoint.id];
  if (!found || !handler) {
    const byVerb = request.method === 'DELETE' ? /^\/api\/v2\/items\/(\d+)$/.exec(request.path) : null;
    if (byVerb && exchange.settings.readings.deleteVerb === 'works')
      return deleteByVerb(exchange, Number(byVerb[1]));
    const gone = found?.endpoint.status === 'gone';
    if (!gone) exchange.violate(`${request.method} ${request.path}: not a call this client makes`);
    return htmlNotFound();
  }
  const { endpoint, id } = found;
  if (endpoint.id !== 'session.current_user' && endpoint.status === 'live') {
    if (!exchange.session?.account || exchange.session.stale) return unauthorized();
  }
  const refusal = checkHeaders(exchange, endpoint);
  if (refusal) return refusal;
  if (endpoint.request.kind === 'none' && exchange.body.length > 0) {
    exchange.violate(`${endpoint.id}: a body where none belongs`);
    return denied();
  }
  const answer = await handler(exchange, id);
  checkOwnAnswer(endpoint.id, answer);
  return answer;
}

/** One source says that the verb DELETE works too; on which path is not said, this is the likely one (§4). */
function deleteByVerb(exchange: Exchange, id: number): Answer {
  if (!exchange.session?.account || exchange.session.stale) return unauthorized();
  return checkHeaders(exchange, endpointNamed('item.delete')) ?? remove(exchange, id);
}

/** The sandbox keeps to the contract too: a 200 that does not fit its schema is its own bug. */
function checkOwnAnswer(id: string, answer: Answer): void {
  const { status, response } = endpointNamed(id);
  const { schema } = response;
  if (status === 'gone' || answer.status !== 200 || !schema || answer.body === '' || answer.body === null)
    return;
  const anonymous = id === 'session.current_user' && !/"login":"/.test(String(answer.body));
  const name = anonymous ? 'user-current-anonymous.response.schema.json' : schema;
  const errors = schemaErrors(name, JSON.parse(String(answer.body)));
  if (errors.length > 0) throw new Error(`${id} answers against ${name}: ${JSON.stringify(errors[0])}`);
}

function makeExchange(site: Site, incoming: IncomingMessage, url: URL, body: Buffer): Exchange {
  const cookies = parseCookies(incoming.headers);
  const { state, settings, sessions } = site;
  return {
    method: incoming.method ?? 'GET',
    url,
    headers: incoming.headers,
    cookies,
    body,
    session: sessions.ofApiCall(cookies),
    sessions,
    state,
    settings,
    violate: (text) => site.violations.push(text),
  };
}

function logged(site: Site, { method, url, headers, session, cookies }: Exchange): SandboxRequest {
  const one = (name: string): string | null => {
    const value = headers[name];
    return typeof value === 'string' ? value : null;
  };
  const state = (sent: string | null, wanted: string | undefined): 'right' | 'wrong' | 'absent' =>
    sent === null ? 'absent' : sent === wanted ? 'right' : 'wrong';
  const request: SandboxRequest = {
    seq: site.log.length + 1,
    at: Date.now(),
    answeredAt: null,
    method,
    host: url.hostname,
    path: url.pathname,
    query: url.search,
    endpoint: endpointOf(method, url),
    headerNames: Object.keys(headers),
    origin: one('origin'),
    referer: one('referer'),
    secFetchSite: one('sec-fetch-site'),
    csrf: state(one('x-csrf-token'), session?.csrf),
    anonId: state(one('x-anon-id'), cookies.anon_id),
    accountId: session?.account?.id ?? null,
    status: null,
    effect: 'none',
    resourceId: null,
    misbehaviour: null,
  };
  site.log.push(request);
  return request;
}

function endpointOf(method: string, url: URL): string | null {
  if (url.hostname === PICTURE_HOST) return 'photo.download';
  return url.hostname === SITE_HOST
    ? (route(method, url.pathname, url.searchParams)?.endpoint.id ?? null)
    : null;
}

function announce(site: Site, request: SandboxRequest): void {
  const due = site.waiters.filter((waiter) => matches(waiter.match, request));
  site.waiters = site.waiters.filter((waiter) => !due.includes(waiter));
  for (const waiter of due) waiter.found(request);
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
