const STATUSES = [403, 429, 503];
const DATADOME_URL = /captcha-delivery\.com/i;
const PAGE_SIGNS = /captcha-delivery|var dd\s*=|__cf_chl|cf_chl|just a moment/i;

/**
 * Whether an answer is an anti-bot check meant for a human (contract section 7; rows challenge.* of the error table).
 * Careful about false alarms: a normal 404 may name datadome in a script, and Vinted's own refusals may carry an
 * `x-datadome` header, so an API envelope is an API answer unless the block itself is marked.
 * @param headers in lower case
 */
export function looksLikeChallenge(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): boolean {
  if (!STATUSES.includes(status)) return false;
  if ('x-dd-b' in headers || headers['cf-mitigated'] === 'challenge') return true;
  const marked = 'x-datadome' in headers || 'x-datadome-cid' in headers;
  const start = body.trimStart()[0];
  if (start === '<') return marked || PAGE_SIGNS.test(body);
  const envelope = jsonObject(body);
  if (!envelope) return false;
  if (typeof envelope.url === 'string' && DATADOME_URL.test(envelope.url)) return true;
  return marked && !Number.isInteger(envelope.code) && envelope.message_code === undefined;
}

/** The body as a JSON object, or null. The first character decides, not the content type (rule R10). */
export function jsonObject(body: string): Record<string, unknown> | null {
  const value = jsonBody(body);
  return value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

/** The body as a JSON object or list, or null. */
export function jsonBody(body: string): object | null {
  const start = body.trimStart()[0];
  if (start !== '{' && start !== '[') return null;
  try {
    return JSON.parse(body) as object;
  } catch {
    return null;
  }
}
