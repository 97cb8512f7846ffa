import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { imageFormatOf } from './image-format.ts';
import { inspectPhoto, IMPORT_LIMITS } from './inspect-photo.ts';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../tests/fixtures/${path}`, import.meta.url)));
const facts = (path: string) => {
  const result = inspectPhoto(fixture(path), path);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const refusal = (bytes: Uint8Array, name = 'a.jpg') => {
  const result = inspectPhoto(bytes, name);
  return result.ok ? null : result.error;
};

describe('what a file is', () => {
  it.each([
    ['photos/jean-1.jpg', 'jpeg', 1200, 1600],
    ['files/alpha.png', 'png', 200, 150],
    ['files/photo.webp', 'webp', 150, 200],
    ['files/photo.gif', 'gif', 150, 200],
    ['files/photo.bmp', 'bmp', 120, 110],
  ])('reads %s', (path, format, width, height) => {
    expect(facts(path)).toEqual({ format, width, height, orientation: 1, takenAt: null });
  });

  it('reads the three kinds of WebP, and a progressive JPEG', async () => {
    const source = sharp(fixture('photos/jean-1.jpg')).resize(333, 444);
    const lossless = await source.clone().webp({ lossless: true }).toBuffer();
    const withAlpha = await source.clone().ensureAlpha(0.5).webp().toBuffer();
    const progressive = await source.clone().jpeg({ progressive: true }).toBuffer();
    for (const bytes of [lossless, withAlpha, progressive]) {
      const result = inspectPhoto(new Uint8Array(bytes), 'x');
      expect(result).toMatchObject({ ok: true, value: { width: 333, height: 444 } });
    }
  });

  it('turns width and height by EXIF, and reads the time it was taken', () => {
    expect(facts('files/camera.jpg')).toEqual({
      format: 'jpeg',
      width: 600,
      height: 800,
      orientation: 6,
      takenAt: '2026-05-06T10:30:00.000Z',
    });
  });

  it('reads EXIF of PNG and WebP too', async () => {
    const source = sharp(fixture('photos/jean-1.jpg'))
      .resize(200, 300)
      .withExif({ IFD2: { DateTimeOriginal: '2025:12:24 08:00:00', OffsetTimeOriginal: '+00:00' } });
    for (const bytes of [await source.clone().webp().toBuffer(), await source.clone().png().toBuffer()]) {
      const result = inspectPhoto(new Uint8Array(bytes), 'x');
      expect(result).toMatchObject({ ok: true, value: { takenAt: '2025-12-24T08:00:00.000Z' } });
    }
  });

  it('believes bytes and not names', () => {
    expect(imageFormatOf(fixture('files/alpha.png'))).toBe('png');
    expect(imageFormatOf(new TextEncoder().encode('BM is how this text begins, and it is no bitmap'))).toBe(
      null,
    );
    expect(imageFormatOf(new Uint8Array())).toBe(null);
  });
});

describe('what is refused before anything is decoded', () => {
  it.each([
    ['files/text.jpg', 'photo_not_an_image'],
    ['files/empty.jpg', 'photo_not_an_image'],
    ['files/truncated.jpg', 'photo_unreadable'],
    ['files/tiny.png', 'photo_too_small'],
    ['files/bomb.png', 'photo_too_big'],
  ])('%s: %s', (path, code) => {
    expect(refusal(fixture(path), path)).toMatchObject({ code, params: { photo: path } });
  });

  it('names HEIC as what it is', () => {
    const params = { photo: 'IMG_1.HEIC', format: 'HEIC' };
    expect(refusal(fixture('files/phone.heic'), 'IMG_1.HEIC')).toEqual({
      code: 'photo_not_an_image',
      params,
    });
  });

  it('says how large it is and how large it may be', () => {
    expect(refusal(fixture('files/bomb.png'))?.params).toMatchObject({ found: 3600, max: 100, unit: 'MP' });
    const heavy = new Uint8Array(IMPORT_LIMITS.fileBytes + 1);
    expect(refusal(heavy)?.params).toMatchObject({ found: 41, max: 40, unit: 'MB' });
  });

  it('refuses a strip that would get too thin once it is brought down to 2000 px', async () => {
    const strip = { create: { width: 8000, height: 300, channels: 3 as const, background: '#777' } };
    const png = new Uint8Array(await sharp(strip).png().toBuffer());
    expect(refusal(png)).toMatchObject({ code: 'photo_too_small', params: { found: 75, min: 100 } });
  });

  it('measures the first frame of a GIF that hides it behind a small screen', () => {
    const gif = fixture('files/photo.gif');
    const view = new DataView(gif.buffer);
    const frame = gif.indexOf(0x2c, 13 + 3 * 2 ** ((gif[10]! & 7) + 1));
    view.setUint16(6, 150, true);
    expect(refusal(gif)).toBe(null);
    view.setUint16(frame + 5, 65_000, true);
    view.setUint16(frame + 7, 65_000, true);
    expect(refusal(gif)).toMatchObject({ code: 'photo_too_big' });
  });

  it('survives every way of cutting a file off', () => {
    for (const path of [
      'files/camera.jpg',
      'files/alpha.png',
      'files/photo.webp',
      'files/photo.gif',
      'files/photo.bmp',
    ]) {
      const whole = fixture(path);
      for (let length = 0; length < Math.min(whole.length, 900); length++) {
        expect(() => inspectPhoto(whole.slice(0, length), path)).not.toThrow();
      }
    }
  });

  it('finds a JPEG, PNG or WebP cut off anywhere', () => {
    for (const path of ['files/camera.jpg', 'files/alpha.png', 'files/photo.webp']) {
      const whole = fixture(path);
      for (const part of [0.2, 0.5, 0.9, 0.99]) {
        const code = refusal(whole.slice(0, Math.floor(whole.length * part)))?.code;
        expect(code, `${path} at ${part}`).toBe('photo_unreadable');
      }
    }
  });
});
