import { redact } from '../shared/redact.ts';
import { jsonBody, jsonObject, looksLikeChallenge } from './challenge.ts';
import { PAGES, ROUTES, type Operation, type RouteRule, type VintedRouteName } from './routes.ts';
import { ANSWERS, envelope, type AnswerOf } from './schemas.ts';
import type { FormPage, NotAttempted, TransportOutcome, VintedAnswer } from './transport.ts';
import type { CallOutcome, VintedFailure } from './vinted.ts';

/*
 * The one place where an answer of Vinted becomes a code. The rows are those of the contract's error table, tried in its
 * order after the success rule. For a create, section 6 of the specification is stricter than the table: only a
 * well-formed refusal is one, and everything else after sending is unclear.
 */

/** The numbers of the contract (section 3). An envelope with another number is an unexpected answer. */
const ACTION_CODES = [10, 21, 108, 112, 115, 118, 122, 131, 146, 147, 152];
const RESTRICTED_CODES = [102, 156, 162];
const OTHER_CODES = [20, 104, 116];
/** The detail of an attributes answer that was emptied. */
export const EMPTIED = 'emptied';
const AUTOMATION = /activit[ée] inhabituelle ou automatis[ée]e/i;
const LONGEST_MESSAGE = 500;
const MOST_ERRORS = 40;

interface Seen {
  name: VintedRouteName;
  operation: Operation;
  status: number;
  headers: VintedAnswer['headers'];
  text: string;
  body: 'json' | 'html' | 'empty' | 'other';
  json: Record<string, unknown> | null;
  /** The envelope's number, where it is one other than 0. */
  apiCode: number | null;
}

interface Row {
  code: VintedFailure['code'];
  fits(seen: Seen): boolean;
  /** For a create: a well-formed answer that says nothing was made. */
  refusesCreate?: boolean;
  /** For a photo or a read: whether nobody can tell what came of it. */
  unclearFor?: readonly Operation[];
  detail?: string;
}

const is5xx = (seen: Seen) => seen.status >= 500 && seen.status < 600;
const is2xx = (seen: Seen) => seen.status >= 200 && seen.status < 300;
const hasCode = (seen: Seen, ...codes: number[]) =>
  seen.status !== 200 && seen.apiCode !== null && codes.includes(seen.apiCode);

const ROWS: readonly Row[] = [
  {
    code: 'restricted',
    fits: (seen) => seen.operation === 'create' && seen.status === 403 && AUTOMATION.test(seen.text),
  },
  { code: 'challenge', fits: (seen) => looksLikeChallenge(seen.status, seen.headers, seen.text) },
  { code: 'signed_out', refusesCreate: true, fits: (seen) => seen.status === 401 },
  { code: 'access_denied', refusesCreate: true, fits: (seen) => seen.status === 403 && seen.apiCode === 106 },
  { code: 'vinted_rejected', refusesCreate: true, fits: isValidation },
  { code: 'photo_upload_failed', refusesCreate: true, fits: (seen) => hasCode(seen, 50) },
  { code: 'photo_too_large', refusesCreate: true, fits: (seen) => hasCode(seen, 51) },
  { code: 'too_few_photos', refusesCreate: true, fits: (seen) => hasCode(seen, 52) },
  { code: 'restricted', refusesCreate: true, fits: (seen) => hasCode(seen, ...RESTRICTED_CODES) },
  { code: 'action_required', refusesCreate: true, fits: (seen) => hasCode(seen, ...ACTION_CODES) },
  { code: 'signed_out', refusesCreate: true, fits: (seen) => hasCode(seen, 100) },
  { code: 'server_error', unclearFor: ['photo'], fits: (seen) => is5xx(seen) && seen.apiCode === 105 },
  { code: 'rate_limited', fits: (seen) => seen.status === 429 },
  // Whatever users/current answers but a signed-in user: not proven signed in.
  { code: 'signed_out', fits: (seen) => seen.name === 'current_user' && [0, 403].includes(seen.status) },
  {
    code: 'signed_out',
    fits: (seen) => seen.name === 'current_user' && seen.status === 200 && isAnonymous(seen),
  },
  { code: 'access_denied', fits: (seen) => seen.status === 403 },
  { code: 'vinted_changed', fits: (seen) => seen.status === 404 && seen.body === 'html' },
  { code: 'vinted_changed', unclearFor: ['photo'], fits: (seen) => is2xx(seen) && seen.body === 'html' },
  { code: 'vinted_changed', unclearFor: ['read'], detail: EMPTIED, fits: isEmptied },
  { code: 'photo_too_large', fits: (seen) => seen.operation === 'photo' && seen.status === 413 },
  { code: 'server_error', unclearFor: ['photo'], fits: is5xx },
  {
    code: 'vinted_rejected',
    refusesCreate: true,
    fits: (seen) => seen.operation !== 'read' && hasCode(seen, ...OTHER_CODES),
  },
  { code: 'vinted_changed', fits: (seen) => seen.status !== 200 && seen.apiCode !== null },
  { code: 'vinted_changed', unclearFor: ['photo'], fits: () => true },
];

/**
 * What came of a call.
 * @param nowMs wall clock, for a Retry-After that is a date
 */
export function classify<Name extends VintedRouteName>(
  name: Name,
  outcome: TransportOutcome,
  nowMs: number,
): CallOutcome<AnswerOf<Name>> {
  const rule: RouteRule = ROUTES[name];
  switch (outcome.kind) {
    case 'not_attempted':
      return { kind: 'not_attempted', failure: notAttempted(outcome.reason, outcome.formPage, nowMs) };
    case 'no_answer': {
      const code = outcome.reason === 'timeout' ? 'timeout' : 'network';
      const failure: VintedFailure = { code, route: rule.path, detail: outcome.reason };
      return { kind: rule.operation === 'read' ? 'refused' : 'unclear', failure };
    }
    case 'answer':
      return classifyAnswer(name, rule, outcome, nowMs);
  }
}

function classifyAnswer<Name extends VintedRouteName>(
  name: Name,
  rule: RouteRule,
  answer: VintedAnswer,
  nowMs: number,
): CallOutcome<AnswerOf<Name>> {
  const json = jsonBody(answer.body);
  const parsed = answer.status === 200 && json ? parse(name, json) : null;
  if (parsed?.ok) return { kind: 'done', value: parsed.value };

  const seen = look(name, rule.operation, answer);
  const row = ROWS.find((each) => each.fits(seen))!;
  const failure: VintedFailure = {
    code: row.code === 'vinted_rejected' && seen.operation === 'read' ? 'vinted_changed' : row.code,
    status: answer.status,
    ...envelopeFacts(seen),
  };
  if (row.code === 'rate_limited')
    failure.retryAfterMs = retryAfterMs(answer.headers['retry-after'] ?? null, nowMs);
  if (failure.code === 'vinted_changed') {
    failure.route = rule.path;
    failure.detail = row.detail ?? parsed?.where ?? `status ${answer.status}, ${seen.body}`;
  }
  return { kind: isUnclear(row, seen) ? 'unclear' : 'refused', failure };
}

function isUnclear(row: Row, seen: Seen): boolean {
  if (seen.operation !== 'create') return row.unclearFor?.includes(seen.operation) ?? false;
  return !(row.refusesCreate && isWellFormedRefusal(seen));
}

/** A 4xx with a JSON envelope; the rows ask for its number, but for 401, where no body is documented. */
function isWellFormedRefusal(seen: Seen): boolean {
  const isClientError = seen.status >= 400 && seen.status < 500 && ![408, 425, 429].includes(seen.status);
  return isClientError && seen.json !== null;
}

function parse<Name extends VintedRouteName>(
  name: Name,
  json: object,
): { ok: true; value: AnswerOf<Name> } | { ok: false; where: string } {
  try {
    const result = ANSWERS[name].safeParse(json);
    if (result.success) return { ok: true, value: result.data as AnswerOf<Name> };
    const issue = result.error.issues[0];
    // The path of keys and the rule that broke, never a value.
    return { ok: false, where: `${issue?.path.join('.') || 'root'}: ${issue?.code ?? 'invalid'}` };
  } catch {
    return { ok: false, where: 'root: too deep' };
  }
}

function look(name: VintedRouteName, operation: Operation, answer: VintedAnswer): Seen {
  const start = answer.body.trimStart()[0];
  const json = jsonObject(answer.body);
  const isJson = json !== null || jsonBody(answer.body) !== null;
  return {
    name,
    operation,
    status: answer.status,
    headers: answer.headers,
    text: answer.body,
    body: start === undefined ? 'empty' : isJson ? 'json' : start === '<' ? 'html' : 'other',
    json,
    apiCode: Number.isInteger(json?.code) && json!.code !== 0 ? (json!.code as number) : null,
  };
}

function envelopeFacts(seen: Seen): Pick<VintedFailure, 'apiCode' | 'message' | 'errors'> {
  const facts = seen.json ? envelope.safeParse(seen.json).data : undefined;
  return {
    apiCode: seen.apiCode ?? undefined,
    message: facts?.message === undefined ? undefined : words(facts.message),
    errors: facts?.errors?.slice(0, MOST_ERRORS).map(({ field, value }) => ({
      field: field.slice(0, 100),
      value: words(value),
    })),
  };
}

/** Vinted's words are kept and shown: bounded, and without a token or user agent that it might name back to us. */
function words(text: string): string {
  return String(redact(text)).slice(0, LONGEST_MESSAGE);
}

/** Code 99; or code 100 with a map of errors, which no real client documents and which is tolerated. */
function isValidation(seen: Seen): boolean {
  if (seen.status !== 400) return false;
  if (seen.apiCode === 99) return true;
  const errors = seen.json?.errors;
  return (
    seen.apiCode === 100 && typeof errors === 'object' && errors !== null && Object.keys(errors).length > 0
  );
}

function isAnonymous(seen: Seen): boolean {
  const user = seen.json?.user as { login?: unknown } | null | undefined;
  return seen.json !== null && (typeof user?.login !== 'string' || user.login === '');
}

/** 200 with no attribute or one without configuration: the anti-bot empties answers. Unknown, never "asks for nothing". */
function isEmptied(seen: Seen): boolean {
  const list = seen.name === 'attributes' && seen.status === 200 ? seen.json?.attributes : null;
  if (!Array.isArray(list)) return false;
  return (
    list.length === 0 || list.some((each: { configuration?: unknown } | null) => each?.configuration == null)
  );
}

function notAttempted(reason: NotAttempted, formPage: FormPage | undefined, nowMs: number): VintedFailure {
  switch (reason) {
    case 'offline':
      return { code: 'network', detail: reason };
    case 'bad_photo':
      return { code: 'photo_upload_failed', detail: reason };
    case 'no_csrf_token':
      return formPage
        ? withoutToken(formPage, nowMs)
        : { code: 'vinted_changed', route: PAGES.form, detail: reason };
    case 'no_page':
    case 'given_up':
      return { code: 'no_page', detail: reason };
    case 'not_allowed':
    case 'bad_body':
      return { code: 'vinted_changed', detail: reason };
  }
}

/** Why the form page holds no token, by the same rules as for an answer. Nothing of the call itself was sent. */
function withoutToken(page: FormPage, nowMs: number): VintedFailure {
  const facts = { status: page.status, route: PAGES.form, detail: 'no_csrf_token' };
  if (page.seen !== 'answer') return { code: page.seen, ...facts };
  if (page.challenge) return { code: 'challenge', ...facts };
  // Redirected: to sign in, or to renew the session.
  if (page.status === 0 || page.status === 401) return { code: 'signed_out', ...facts };
  if (page.status === 429)
    return { code: 'rate_limited', ...facts, retryAfterMs: retryAfterMs(page.retryAfter, nowMs) };
  if (page.status === 403) return { code: 'access_denied', ...facts };
  if (page.status >= 500) return { code: 'server_error', ...facts };
  return { code: 'vinted_changed', ...facts };
}

/** Retry-After in seconds or as a date, as milliseconds from now; undefined where it is neither. */
function retryAfterMs(value: string | null, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,7}$/.test(text)) return Number(text) * 1000;
  // HTTP dates end so; Date.parse alone takes nearly anything for a date.
  const date = text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
