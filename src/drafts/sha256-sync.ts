import { toHex } from '../shared/ids.ts';

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = primes(64).map((prime) => fraction(Math.cbrt(prime)));
/** … and of the square roots of the first 8 (5.3.3). */
const START = primes(8).map((prime) => fraction(Math.sqrt(prime)));

/**
 * SHA-256 of UTF-8 text as hex, without waiting: WebCrypto's is a promise, and inside a transaction there is no await.
 * For kilobytes of text, not for photos.
 */
export function sha256HexSync(text: string): string {
  const message = padded(new TextEncoder().encode(text));
  const state = Uint32Array.from(START);
  const words = new Uint32Array(64);
  for (let block = 0; block < message.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = message.getUint32(block + 4 * i);
    for (let i = 16; i < 64; i++)
      words[i] = words[i - 16]! + small0(words[i - 15]!) + words[i - 7]! + small1(words[i - 2]!);
    compress(state, words);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setUint32(4 * i, word));
  return toHex(new Uint8Array(digest.buffer));
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const t1 = (h + big1(e) + ((e & f) ^ (~e & g)) + K[i]! + words[i]!) | 0;
    const t2 = (big0(a) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = state[i]! + word));
}

/** The bytes, a 1 bit, zeros, and the length in bits: a multiple of 64 bytes. */
function padded(bytes: Uint8Array): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / 64) * 64));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(bytes.length) * 8n);
  return view;
}

const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by));
const small0 = (x: number) => turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
const small1 = (x: number) => turn(x, 17) ^ turn(x, 19) ^ (x >>> 10);
const big0 = (x: number) => turn(x, 2) ^ turn(x, 13) ^ turn(x, 22);
const big1 = (x: number) => turn(x, 6) ^ turn(x, 11) ^ turn(x, 25);

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}
