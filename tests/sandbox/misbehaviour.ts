/** Misbehaviour on demand: what a rule looks like, and which rule a request meets. */
import { situations, type Sample } from './schemas.ts';

/** Which requests. `path` is an endpoint id of endpoints.json, an exact path, or an expression. */
export interface Match {
  method?: string;
  path?: RegExp | string;
  /** The n-th matching request from now on (1 first), or every one. Default: the first. */
  nth?: number | 'every';
  /** How many from the n-th on. Default 1. */
  times?: number;
}

/** What happens to it. */
export type Fault =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { sample: string }
  | { challenge: 'datadome-json' | 'datadome-html' | 'cloudflare' }
  | { delayMs: number }
  | { hold: 'before' | 'after' }
  | { cut: 'before' | 'after' }
  | { empty: true }
  | { html: true }
  | { truncated: true }
  | { unexpected: true }
  | { badGateway: true }
  | { rateLimit: { retryAfter?: number | string } }
  | { unauthorized: true }
  | { denied: true }
  | { silence: true };

/** A rule. `effect` says whether the request is really carried out although its answer is replaced. */
export type Misbehaviour = Fault & { match: Match; effect?: boolean };

/** An answer that replaces the real one. */
export interface Replacement {
  status: number;
  headers: Record<string, string>;
  body: string | null;
}

interface Rule {
  misbehaviour: Misbehaviour;
  seen: number;
}
interface Target {
  method: string;
  path: string;
  endpoint: string | null;
}

/** Whether a request is one of those meant, its rank apart. */
export function matches(match: Match, target: Target): boolean {
  if (match.method && match.method.toUpperCase() !== target.method) return false;
  if (match.path === undefined) return true;
  if (match.path instanceof RegExp) return match.path.test(target.path);
  return match.path === target.endpoint || match.path === target.path;
}

/** The rules in force. */
export class Misbehaviours {
  private rules: Rule[] = [];

  /** Adds a rule; the function it returns takes it away. */
  add(misbehaviour: Misbehaviour): () => void {
    // Fails now, in the test that wrote the rule, rather than when the request comes.
    replacementOf(misbehaviour);
    const rule = { misbehaviour, seen: 0 };
    this.rules.push(rule);
    return () => {
      this.rules = this.rules.filter((other) => other !== rule);
    };
  }

  clear(): void {
    this.rules = [];
  }

  /** The rules that apply to this request, oldest first; counts it. */
  meet(target: Target): Misbehaviour[] {
    return this.rules
      .filter((rule) => matches(rule.misbehaviour.match, target) && applies(rule))
      .map((r) => r.misbehaviour);
  }
}

function applies(rule: Rule): boolean {
  rule.seen += 1;
  const { nth = 1, times = 1 } = rule.misbehaviour.match;
  return nth === 'every' || (rule.seen >= nth && rule.seen < nth + times);
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };

/** The sample answer of errors.json: `situation.id`, or `situation.id#n` for the n-th (0 first). */
function sampleNamed(name: string): Sample {
  const [id, rank = '0'] = name.split('#');
  const found = situations.find((situation) => situation.id === id)?.examples[Number(rank)];
  if (!found) throw new Error(`errors.json has no sample ${name}`);
  return found;
}

const CHALLENGES = {
  'datadome-json': 'challenge.datadome_json',
  'datadome-html': 'challenge.datadome_html',
  cloudflare: 'challenge.cloudflare',
} as const;

/** The answer a fault puts in place of the real one, or null when it distorts the real one or its delivery. */
export function replacementOf(fault: Misbehaviour): Replacement | null {
  if ('sample' in fault) return fromSample(sampleNamed(fault.sample));
  if ('challenge' in fault) return fromSample(sampleNamed(CHALLENGES[fault.challenge]));
  if ('unauthorized' in fault) return { status: 401, headers: JSON_TYPE, body: '{}' };
  if ('denied' in fault) return fromSample(sampleNamed('access.denied_106'));
  if ('badGateway' in fault) return fromSample(sampleNamed('server.5xx'));
  if ('empty' in fault) return { status: 200, headers: JSON_TYPE, body: '' };
  if ('html' in fault)
    return { status: 200, headers: JSON_TYPE, body: '<!DOCTYPE html><html><body>vinted</body></html>' };
  if ('unexpected' in fault) return { status: 200, headers: JSON_TYPE, body: '{"data":{"nouveau":true}}' };
  if ('rateLimit' in fault) {
    const { retryAfter } = fault.rateLimit;
    const headers =
      retryAfter === undefined ? JSON_TYPE : { ...JSON_TYPE, 'retry-after': String(retryAfter) };
    return {
      status: 429,
      headers,
      body: '{"message_code":"rate_limit_exceeded","message":"Trop de requêtes"}',
    };
  }
  if ('status' in fault) return custom(fault.status, fault.body, fault.headers);
  return null;
}

function fromSample({ status, headers, body }: Sample): Replacement {
  return {
    status,
    headers,
    body: body === null ? null : typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function custom(status: number, body: unknown, headers?: Record<string, string>): Replacement {
  const text =
    body === undefined || body === null ? null : typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: headers ?? (typeof body === 'string' ? HTML_TYPE : JSON_TYPE), body: text };
}
