import { appError } from '../shared/app-error.ts';
import { sha256Hex } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { PublishMode } from './job.ts';

export const TOKEN_LIFE_MS = 30 * 60 * 1000;

/** What a confirmation is bound to (spec section 6): the seller confirms this and nothing else. */
export interface ConfirmClaims {
  draftId: string;
  contentHash: string;
  photoSha256s: string[];
  accountId: string;
  mode: PublishMode;
  nonce: string;
  expiresAtMs: number;
}

/** `<claims>.<HMAC-SHA-256 of the claims>`, both base64url. The key never leaves WebCrypto. */
export async function signToken(key: CryptoKey, claims: ConfirmClaims): Promise<string> {
  const body = new TextEncoder().encode(JSON.stringify(claims));
  const mac = await crypto.subtle.sign('HMAC', key, body);
  return `${base64url(body)}.${base64url(new Uint8Array(mac))}`;
}

/** `bad_token` unless the key made it; `token_expired` after its time. Nothing is touched in the store. */
export async function readToken(
  key: CryptoKey,
  token: string,
  nowMs: number,
): Promise<Result<ConfirmClaims>> {
  const [bodyPart, macPart, ...rest] = token.split('.');
  const body = bytesOf(bodyPart ?? '');
  const mac = bytesOf(macPart ?? '');
  if (!body || !mac || rest.length > 0) return fail(appError('bad_token', { reach: 'none' }));
  if (!(await crypto.subtle.verify('HMAC', key, mac, body)))
    return fail(appError('bad_token', { reach: 'none' }));
  const claims = JSON.parse(new TextDecoder().decode(body)) as ConfirmClaims;
  if (nowMs >= claims.expiresAtMs) return fail(appError('token_expired', { reach: 'none' }));
  return ok(claims);
}

/** What publish_log keeps of a token. */
export function tokenHash(token: string): Promise<string> {
  return sha256Hex(token);
}

export async function makeTokenKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
  } catch {
    return null;
  }
}
