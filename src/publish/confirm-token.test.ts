import { beforeAll, describe, expect, it } from 'vitest';
import { makeTokenKey, readToken, signToken, tokenHash, type ConfirmClaims } from './confirm-token.ts';

const now = 1_800_000_000_000;
const claims: ConfirmClaims = {
  draftId: 'd',
  contentHash: 'c',
  photoSha256s: ['a', 'é'],
  accountId: 'www.vinted.fr:1',
  mode: 'rehearsal',
  nonce: 'n',
  expiresAtMs: now + 1,
};

let key: CryptoKey;
let token: string;
beforeAll(async () => {
  key = await makeTokenKey();
  token = await signToken(key, claims);
});

describe('a confirm token', () => {
  it('gives back what it was made of', async () => {
    expect(await readToken(key, token, now)).toEqual({ ok: true, value: claims });
  });

  it('expires', async () => {
    expect(await readToken(key, token, now + 1)).toMatchObject({
      ok: false,
      error: { code: 'token_expired' },
    });
  });

  it('is refused when one character of claims or seal differs', async () => {
    for (let i = 0; i < token.length; i++) {
      // The last character of each half holds unused bits in base64: another letter may mean the same bytes.
      if (token[i + 1] === '.' || token[i] === '.' || i === token.length - 1) continue;
      const forged = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
      expect((await readToken(key, forged, now)).ok).toBe(false);
    }
  });

  it('is refused under another key, made real, or as nonsense', async () => {
    const [body, mac] = token.split('.');
    const real = btoa(JSON.stringify({ ...claims, photoSha256s: [], mode: 'real' })).replace(/=+$/, '');
    for (const bad of [
      '',
      '.',
      'x',
      `${body}`,
      `${body}.`,
      `${body}.${mac}.${mac}`,
      `${real}.${mac}`,
      'é.é',
    ]) {
      expect(await readToken(key, bad, now)).toMatchObject({ ok: false, error: { code: 'bad_token' } });
    }
    expect((await readToken(await makeTokenKey(), token, now)).ok).toBe(false);
  });

  it('can not be taken out of its key', async () => {
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    expect(await tokenHash(token)).toMatch(/^[0-9a-f]{64}$/);
  });
});
