/** Chooses the page of a path. Loading any page opens a session, or repairs a stale one (contract §1). */
import type { Answer, Exchange } from '../exchange.ts';
import { DEMO_ACCOUNT } from '../options.ts';
import { redirect } from './layout.ts';
import { homePage, itemPage, wardrobePage } from './listing-pages.ts';
import { notFoundPage, sellPage, signInPage } from './plain-pages.ts';

/** The answer to anything outside the API. */
export function answerPage(exchange: Exchange): Answer {
  const { method, url, cookies, sessions } = exchange;
  const path = url.pathname;
  // Browsers ask for it by themselves; it is no visit.
  if (path === '/favicon.ico') return { status: 204, headers: {}, body: null };
  exchange.session = sessions.ofPageVisit(cookies);
  if (method === 'POST' && path === '/member/login') return signIn(exchange);
  if (method !== 'GET' && method !== 'HEAD') {
    exchange.violate(`${method} ${path}: pages are only read`);
    return notFoundPage(exchange);
  }
  if (path === '/') return homePage(exchange);
  if (path === '/items/new') return exchange.session.account ? sellPage(exchange) : toSignIn(exchange);
  if (path === '/member/login' || path.startsWith('/member/signup/') || path === '/session-refresh')
    return signInPage(exchange);
  const [, kind, id] = /^\/(items|member)\/(\d+)(?:-[^/]*)?$/.exec(path) ?? [];
  if (kind === 'items') return itemPage(exchange, Number(id));
  if (kind === 'member') return wardrobePage(exchange, Number(id));
  return notFoundPage(exchange);
}

/** Signed out, the selling form goes to one of two places (§1). */
function toSignIn(exchange: Exchange): Answer {
  const query = `?ref_url=${encodeURIComponent(exchange.url.pathname)}`;
  const signup = exchange.settings.readings.signedOutForm === 'signup';
  return redirect(exchange, `${signup ? '/member/signup/select_type' : '/session-refresh'}${query}`);
}

function signIn(exchange: Exchange): Answer {
  const { sessions, session, body } = exchange;
  sessions.switchAccount(session!, DEMO_ACCOUNT);
  exchange.session = sessions.ofPageVisit({ _vinted_fr_session: session!.key });
  const ref = new URLSearchParams(body.toString('utf8')).get('ref_url') ?? '/';
  const answer = redirect(exchange, /^\/(?!\/)/.test(ref) ? ref : '/');
  return { ...answer, status: 303, effect: 'sign-in' };
}
