/** Browser sessions of the imitation: one per cookie jar, known by cookies that carry real attributes (contract §1). */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Account, Settings } from './options.ts';

export interface Session {
  key: string;
  account: Account | null;
  csrf: string;
  anonId: string;
  accessToken: string | null;
  refreshToken: string | null;
  /** The access token is out of date: 401 until a page is loaded. */
  stale: boolean;
  /** Rule R7: users/current was answered since the last write of a listing / since the last photo or write. */
  checkedSinceWrite: boolean;
  checkedSincePhoto: boolean;
  /** Upload sessions of creates that were neither refused nor never attempted (rule R8). */
  sentCreates: Set<string>;
}

const DAY_S = 86_400;

/** A uuid (version 4 form) that depends only on its seed, so that runs are alike. */
export function seededUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const variant = '89ab'[parseInt(hex[16]!, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A token that looks like a JWT, with the claims of §1 and no real signature. */
function fakeJwt(claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${Buffer.from('bac-a-sable').toString('base64url')}`;
}

/** The cookies of a request. */
export function parseCookies(headers: IncomingHttpHeaders): Record<string, string> {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return Object.fromEntries(pairs.filter(([name]) => name).map(([name, ...rest]) => [name, rest.join('=')]));
}

/** All sessions of one sandbox. */
export class Sessions {
  private readonly byKey = new Map<string, Session>();
  private readonly settings: Settings;
  private visitor: Account | null;
  private issued = 0;

  constructor(settings: Settings, visitor: Account | null) {
    this.settings = settings;
    this.visitor = visitor;
  }

  /** The session an API call is authenticated as: only the access token cookie counts. */
  ofApiCall(cookies: Record<string, string>): Session | null {
    const token = cookies.access_token_web;
    if (!token) return null;
    return [...this.byKey.values()].find((session) => session.accessToken === token) ?? null;
  }

  /** The session of a page visit: found, repaired when stale, or made. */
  ofPageVisit(cookies: Record<string, string>): Session {
    const session = this.byKey.get(cookies._vinted_fr_session ?? '') ?? this.open();
    if (session.stale || (session.account && !session.accessToken)) this.issueTokens(session);
    return session;
  }

  /** Sign-in, sign-out and age apply to all cookie jars at once: a test has one browser. */
  signInAs(account: Account | null): void {
    this.visitor = account;
    for (const session of this.byKey.values()) this.switchAccount(session, account);
  }

  switchAccount(session: Session, account: Account | null): void {
    session.account = account;
    session.stale = false;
    session.checkedSinceWrite = session.checkedSincePhoto = false;
    // A token that already went out stays good, so that the very next API call is the new account's.
    if (!account) session.accessToken = session.refreshToken = null;
  }

  expireAccessTokens(): void {
    for (const session of this.byKey.values()) session.stale = session.account !== null;
  }

  rotateCsrf(): void {
    for (const session of this.byKey.values())
      session.csrf = seededUuid(`csrf-${session.key}-${++this.issued}`);
  }

  private open(): Session {
    const key = seededUuid(`session-${++this.issued}`);
    const session: Session = {
      key,
      account: this.visitor,
      csrf: seededUuid(`csrf-${key}`),
      anonId: seededUuid(`anon-${key}`),
      accessToken: null,
      refreshToken: null,
      stale: false,
      checkedSinceWrite: false,
      checkedSincePhoto: false,
      sentCreates: new Set(),
    };
    this.byKey.set(key, session);
    if (session.account) this.issueTokens(session);
    return session;
  }

  private issueTokens(session: Session): void {
    const nowS = Math.floor(Date.now() / 1000);
    const claims = {
      account_id: session.account?.id,
      sub: String(session.account?.id),
      anid: session.anonId,
      iat: nowS,
    };
    const n = ++this.issued;
    session.accessToken = fakeJwt({ ...claims, jti: n, exp: nowS + 7_200, purpose: 'access' });
    session.refreshToken = fakeJwt({ ...claims, jti: n, exp: nowS + 7 * DAY_S, purpose: 'refresh' });
    session.stale = false;
  }

  /** The Set-Cookie lines of a page visit, with the attributes of the real site (§1). */
  cookieLines(session: Session): string[] {
    const cookie = (name: string, value: string | null, days: number, rest: string): string =>
      `${name}=${value ?? ''}; Path=/; Domain=.vinted.fr; Max-Age=${value === null ? 0 : days * DAY_S}; Secure; ${rest}`;
    const hidden = 'HttpOnly; SameSite=Lax';
    const { account } = session;
    const uid = account && (this.settings.readings.vUid === 'id' ? String(account.id) : account.login);
    return [
      cookie('access_token_web', session.accessToken, 7, hidden),
      cookie('refresh_token_web', session.refreshToken, 7, hidden),
      cookie('_vinted_fr_session', session.key, 1, hidden),
      cookie('anon_id', session.anonId, 7_300, 'SameSite=Lax'),
      cookie('v_uid', uid, 365, hidden),
      cookie('v_sid', session.key.slice(0, 13), 1, hidden),
      cookie('v_udt', Buffer.from(session.key).toString('base64url'), 365, hidden),
      cookie('datadome', `bac-a-sable-${session.key.slice(0, 8)}`, 365, 'SameSite=Lax'),
      cookie(account ? 'user-iso-locale' : 'anonymous-iso-locale', 'fr', 365, 'SameSite=Lax'),
    ];
  }
}
