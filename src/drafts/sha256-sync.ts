import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toHex } from '../shared/ids.ts';

/**
 * SHA-256 of UTF-8 text as hex, without waiting: WebCrypto's is a promise, and inside a transaction there is no await.
 * For kilobytes of text, not for photos.
 */
export function sha256HexSync(text: string): string {
  return toHex(sha256(utf8ToBytes(text)));
}
