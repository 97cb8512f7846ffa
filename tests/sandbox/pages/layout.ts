/** The frame of every page: band, header, style, and the payload that carries the CSRF token. */
import type { Answer, Exchange } from '../exchange.ts';
import type { Session } from '../session.ts';
import { STYLE } from './style.ts';

const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https://images1.vinted.net; frame-src 'none'";

/** Text made safe for HTML. */
export function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

/** A price in French. */
export const euros = (price: number | null): string => `${(price ?? 0).toFixed(2).replace('.', ',')} €`;

/** The page payload in the manner of Next.js, as a data block: the policy would not run a script (§1). */
function payload(exchange: Exchange, session: Session, extra: Record<string, unknown>): string {
  const inner = JSON.stringify({ CSRF_TOKEN: session.csrf, locale: 'fr', ...extra });
  const text =
    exchange.settings.readings.csrfInPage === 'escaped' ? JSON.stringify([1, `3:${inner}`]) : inner;
  return `<script type="application/json" id="__payload">${text.replaceAll('<', '\\u003c')}</script>`;
}

function header(session: Session | null): string {
  const { account } = session ?? { account: null };
  const right = account
    ? `<a href="/member/${account.id}">${escape(account.login)}</a><a class="button" href="/items/new">Vends tes articles</a>`
    : `<a href="/member/login">S’inscrire | Se connecter</a><a class="button" href="/items/new">Vends tes articles</a>`;
  return `<header><a class="logo" href="/">vêtements<span>d’occasion</span></a><nav>${right}</nav></header>`;
}

interface Page {
  title: string;
  main: string;
  status?: number;
  /** Further keys of the payload. */
  payload?: Record<string, unknown>;
  /** 404 pages hold no token (§1). */
  withoutToken?: boolean;
}

/** A whole page as an answer, cookies included. */
export function pageAnswer(exchange: Exchange, page: Page): Answer {
  const { session, sessions } = exchange;
  const data = session && !page.withoutToken ? payload(exchange, session, page.payload ?? {}) : '';
  const body = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title><style>${STYLE}</style></head>
<body><p class="band" role="note">Bac à sable Penderie — imitation locale de vinted.fr, rien n'est réel</p>
${header(session)}<main>${page.main}</main>${data}</body></html>`;
  return {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      ...(session ? { 'set-cookie': sessions.cookieLines(session) } : {}),
    },
    body,
  };
}

/** A redirect that sets the cookies of the visit. */
export function redirect({ session, sessions }: Exchange, location: string): Answer {
  const headers: Answer['headers'] = { location };
  if (session) headers['set-cookie'] = sessions.cookieLines(session);
  return { status: 302, headers, body: null };
}
