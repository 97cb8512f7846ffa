import { describe, expect, it } from 'vitest';
import { readExif } from './exif.ts';

/** A TIFF block with an orientation and, in the EXIF list, the given texts. */
function block(texts: Record<number, string>, { little = true, orientation = 1 } = {}): Uint8Array {
  const view = new DataView(new ArrayBuffer(400));
  const bytes = new Uint8Array(view.buffer);
  const field = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    if (type === 3) view.setUint16(at + 8, value, little);
    else view.setUint32(at + 8, value, little);
  };
  bytes.set(new TextEncoder().encode(little ? 'II' : 'MM'));
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 2, little);
  field(10, 0x0112, 3, 1, orientation);
  field(22, 0x8769, 4, 1, 40);
  const entries = Object.entries(texts);
  view.setUint16(40, entries.length, little);
  entries.forEach(([tag, text], i) => {
    const start = 200 + i * 30;
    bytes.set(new TextEncoder().encode(`${text}\0`), start);
    field(42 + i * 12, Number(tag), 2, text.length + 1, start);
  });
  return bytes;
}

describe('readExif', () => {
  it('reads both byte orders', () => {
    for (const little of [true, false]) {
      const facts = readExif(
        block({ 0x9003: '2026:05:06 12:30:00', 0x9011: '+02:00' }, { little, orientation: 8 }),
      );
      expect(facts).toEqual({ orientation: 8, takenAt: '2026-05-06T10:30:00.000Z' });
    }
  });

  it('takes a time without a zone as this browser’s, and falls back to the time of digitizing', () => {
    const here = new Date('2026-05-06T12:30:00').toISOString();
    expect(readExif(block({ 0x9003: '2026:05:06 12:30:00' })).takenAt).toBe(here);
    expect(readExif(block({ 0x9004: '2026:05:06 12:30:00' })).takenAt).toBe(here);
  });

  it.each(['0000:00:00 00:00:00', '2026:13:45 99:00:00', 'yesterday', ''])('has no time for "%s"', (text) => {
    expect(readExif(block({ 0x9003: text })).takenAt).toBe(null);
  });

  it('is upright where the orientation is nonsense or there is no EXIF', () => {
    expect(readExif(block({}, { orientation: 99 })).orientation).toBe(1);
    expect(readExif(null)).toEqual({ orientation: 1, takenAt: null });
  });

  it('stops at offsets that lead outside, with what it has', () => {
    const lying = block({ 0x9003: '2026:05:06 12:30:00' }, { orientation: 3 });
    new DataView(lying.buffer).setUint32(22 + 8, 0xfffffff0, true);
    expect(readExif(lying)).toEqual({ orientation: 3, takenAt: null });
    for (let length = 0; length < 400; length++) expect(() => readExif(lying.slice(0, length))).not.toThrow();
  });
});
