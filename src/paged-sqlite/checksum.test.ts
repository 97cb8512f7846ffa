import { expect, test } from 'vitest';
import { xxh32 } from './checksum.ts';

/** The specification's own sanity buffer and values (xxHash's `xxh_sanity_test`, BSD-2-Clause). */
const sanityBuffer = (length: number): Uint8Array => {
  let state = 2654435761n;
  return Uint8Array.from({ length }, () => {
    const byte = Number((state >> 56n) & 0xffn);
    state = (state * 11400714785074694797n) & 0xffffffffffffffffn;
    return byte;
  });
};

test.each([
  [0, 0, 0x02cc5d05],
  [0, 2654435761, 0x36b78ae7],
  [1, 0, 0xcf65b03e],
  [1, 2654435761, 0xb4545aa4],
  [14, 0, 0x1208e7e2],
  [14, 2654435761, 0x6af1d1fe],
  [222, 0, 0x5bd11dbd],
  [222, 2654435761, 0x58803c5f],
])('%i bytes with seed %i', (length, seed, expected) => {
  expect(xxh32(sanityBuffer(length), seed)).toBe(expected);
});

test('does not depend on where the bytes lie in their buffer', () => {
  const bytes = sanityBuffer(101);
  for (const offset of [1, 2, 3, 4]) {
    const moved = new Uint8Array(bytes.length + offset);
    moved.set(bytes, offset);
    expect(xxh32(moved.subarray(offset))).toBe(xxh32(bytes));
  }
});

test('sees every single flipped bit', () => {
  const bytes = sanityBuffer(67);
  const before = xxh32(bytes);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    expect(xxh32(bytes)).not.toBe(before);
    bytes[bit >> 3]! ^= 1 << (bit & 7);
  }
});
