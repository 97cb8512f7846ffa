import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { sha256Hex } from '../shared/ids.ts';
import { importPhoto, type ImportEffects } from './import-photo.ts';
import { withoutMetadata } from './jpeg-parts.ts';
import { memoryPhotoBlobs } from './memory-photo-blobs.ts';

const bytesOf = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../tests/fixtures/${path}`, import.meta.url)));
const fileOf = (path: string) => new File([bytesOf(path)], path);

/** sharp in the browser's place: decodes really, so that what does not decode fails here too. */
function effects(change: Partial<ImportEffects> = {}) {
  const blobs = memoryPhotoBlobs();
  const stages: string[] = [];
  const made: ImportEffects = {
    blobs,
    compress: async (bytes) =>
      withoutMetadata(new Uint8Array(await sharp(bytes).rotate().jpeg().toBuffer()))!,
    thumbnail: async (photo) => {
      await sharp(await photo.arrayBuffer()).stats();
      return { thumbnail: new Blob(['thumbnail']), dhash: '0123456789abcdef' };
    },
    onStage: (stage) => stages.push(stage),
    ...change,
  };
  return { kept: blobs, stages, ...made };
}

describe('importPhoto', () => {
  it('stores the bytes under their hash before it answers', async () => {
    const given = effects();
    const result = await importPhoto(fileOf('files/camera.jpg'), given);
    if (!result.ok) throw new Error(result.error.code);
    const stored = new Uint8Array(await (await given.kept.full(result.value.sha256))!.arrayBuffer());
    expect(result.value).toEqual({
      sha256: await sha256Hex(stored),
      originalSha256: await sha256Hex(bytesOf('files/camera.jpg')),
      dhash: '0123456789abcdef',
      width: 600,
      height: 800,
      mime: 'image/jpeg',
      fileSizeBytes: bytesOf('files/camera.jpg').length,
      compressedSizeBytes: stored.length,
      fileName: 'files/camera.jpg',
      exifTakenAt: '2026-05-06T10:30:00.000Z',
    });
    expect(given.stages).toEqual(['reading', 'compressing', 'storing']);
  });

  it('keeps the bytes of a photo that is as we store them, only where that is asked', async () => {
    const clean = withoutMetadata(bytesOf('photos/jean-1.jpg'))!;
    const file = new File([clean], '0127-01.jpg');
    const kept = await importPhoto(file, effects(), true);
    expect(kept).toMatchObject({ ok: true, value: { sha256: await sha256Hex(clean) } });
    const made = await importPhoto(file, effects());
    expect(made.ok && made.value.sha256).not.toBe(await sha256Hex(clean));
  });

  it('makes anew what only looks like one of ours: metadata, a tail, another format, too large', async () => {
    const large = await sharp(bytesOf('photos/jean-1.jpg')).resize(2100).jpeg().toBuffer();
    const tailed = new Uint8Array([...withoutMetadata(bytesOf('photos/jean-1.jpg'))!, 1, 2, 3]);
    const png = await sharp(bytesOf('photos/jean-1.jpg')).resize(300).png().toBuffer();
    for (const bytes of [
      bytesOf('files/camera.jpg'),
      tailed,
      new Uint8Array(png),
      withoutMetadata(new Uint8Array(large))!,
    ]) {
      const result = await importPhoto(new File([bytes], 'x.jpg'), effects(), true);
      expect(result.ok && result.value.sha256 !== result.value.originalSha256).toBe(true);
    }
  });

  it('names what it cannot take, and stores nothing of it', async () => {
    const broken = bytesOf('photos/jean-1.jpg').fill(0x11, 700, 20_000);
    const given = effects();
    const cases = [
      [fileOf('files/truncated.jpg'), 'photo_unreadable'],
      [new File([broken], 'broken.jpg'), 'photo_unreadable'],
      [fileOf('files/text.jpg'), 'photo_not_an_image'],
      [fileOf('files/bomb.png'), 'photo_too_big'],
      [new File([new Uint8Array(41_000_000)], 'heavy.jpg'), 'photo_too_big'],
    ] as const;
    for (const [file, code] of cases) {
      const result = await importPhoto(file, given);
      expect(result, file.name).toMatchObject({ ok: false, error: { code, params: { photo: file.name } } });
    }
    expect(await given.kept.keys()).toEqual([]);
  });

  it('does not even read a file that is too heavy', async () => {
    const heavy = new File([new Uint8Array(41_000_000)], 'heavy.jpg');
    const read = vi.spyOn(heavy, 'arrayBuffer');
    await importPhoto(heavy, effects());
    expect(read).not.toHaveBeenCalled();
  });

  it('says when the file went away, and when the disk is full', async () => {
    const gone = fileOf('photos/jean-1.jpg');
    vi.spyOn(gone, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
    expect(await importPhoto(gone, effects())).toMatchObject({
      ok: false,
      error: { code: 'photo_unreadable' },
    });

    const put = async () => {
      throw Object.assign(new Error('AbortError'), { inner: new DOMException('full', 'QuotaExceededError') });
    };
    const result = await importPhoto(fileOf('photos/jean-1.jpg'), effects({ blobs: { put } }));
    expect(result).toMatchObject({ ok: false, error: { code: 'storage_full' } });
  });

  it('never stores a photo that still has metadata', async () => {
    const given = effects({ compress: async (bytes) => bytes });
    await expect(importPhoto(fileOf('files/camera.jpg'), given)).rejects.toThrow('clean');
    expect(await given.kept.keys()).toEqual([]);
  });
});
