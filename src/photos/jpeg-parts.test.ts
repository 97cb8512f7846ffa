import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegParts, withoutMetadata } from './jpeg-parts.ts';

const fixture = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../tests/fixtures/${path}`, import.meta.url)));
const markers = (bytes: Uint8Array) => jpegParts(bytes).parts.map((part) => part.marker);
const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();

describe('withoutMetadata', () => {
  it('takes EXIF with its place out and leaves the pixels alone', async () => {
    const camera = fixture('files/camera.jpg');
    expect(markers(camera)).toContain(0xe1);
    const clean = withoutMetadata(camera)!;
    expect(markers(clean)).not.toContain(0xe1);
    expect(Buffer.from(clean).includes('GPS') || Buffer.from(clean).includes('Exif')).toBe(false);
    expect((await sharp(clean).metadata()).exif).toBeUndefined();
    expect((await pixels(clean)).equals(await pixels(camera))).toBe(true);
  });

  it('takes XMP, IPTC and comments out, and keeps the colour profile', async () => {
    const part = (marker: number, text: string) =>
      Buffer.from([0xff, marker, 0, text.length + 2, ...Buffer.from(text)]);
    const source = await sharp(fixture('files/camera.jpg'))
      .keepIccProfile()
      .withIccProfile('srgb')
      .jpeg()
      .toBuffer();
    const told = Buffer.concat([
      source.subarray(0, 2),
      part(0xe1, 'http://ns.adobe.com/xap/1.0/ here'),
      part(0xed, 'Photoshop 3.0 there'),
      part(0xfe, 'a comment'),
      source.subarray(2),
    ]);
    const clean = withoutMetadata(new Uint8Array(told))!;
    expect(markers(clean).filter((marker) => [0xe1, 0xed, 0xfe].includes(marker))).toEqual([]);
    expect(markers(clean)).toContain(0xe2);
    expect((await pixels(clean)).equals(await pixels(new Uint8Array(source)))).toBe(true);
  });

  it('drops what hangs behind the end, as phones hang films there', () => {
    const photo = fixture('photos/jean-1.jpg');
    const tail = new TextEncoder().encode('MotionPhoto_Data');
    expect(withoutMetadata(new Uint8Array([...photo, ...tail]))).toEqual(withoutMetadata(photo));
  });

  it('changes nothing twice, and gives null for what is no whole JPEG', () => {
    const clean = withoutMetadata(fixture('photos/jean-1.jpg'))!;
    expect(withoutMetadata(clean)).toEqual(clean);
    expect(withoutMetadata(fixture('files/truncated.jpg'))).toBe(null);
    expect(withoutMetadata(fixture('files/text.jpg'))).toBe(null);
    expect(withoutMetadata(new Uint8Array())).toBe(null);
  });

  it('walks over the restarts and scans of a progressive JPEG', async () => {
    const progressive = await sharp(fixture('photos/jean-1.jpg')).jpeg({ progressive: true }).toBuffer();
    const { parts, whole } = jpegParts(new Uint8Array(progressive));
    expect(whole).toBe(true);
    expect(parts.filter((part) => part.marker === 0xda).length).toBeGreaterThan(5);
  });
});
