import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../shared/ids.ts';
import { sha256HexSync } from './sha256-sync.ts';

describe('sha256HexSync', () => {
  it('agrees with the published vectors of FIPS 180-4', () => {
    expect(sha256HexSync('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256HexSync('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('agrees with WebCrypto at every length around a block, and beyond ASCII', async () => {
    for (let length = 0; length <= 200; length++) {
      const text = 'é'.repeat(length % 7) + 'x'.repeat(length);
      expect(sha256HexSync(text)).toBe(await sha256Hex(text));
    }
    const long = '👗 Robe d’été, 38 · '.repeat(500);
    expect(sha256HexSync(long)).toBe(await sha256Hex(long));
  });
});
