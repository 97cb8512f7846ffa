import { sha256Hex } from '../shared/ids.ts';
import type { ImportedPhoto, PhotoBlobs } from './photo.ts';

/** For tests: the smallest JPEG structure our reading accepts, of the given size; each number is another content. */
function testJpeg(number: number, width = 900, height = 1200): Uint8Array<ArrayBuffer> {
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, number & 0x7f, (number >> 7) & 0x7f];
  return new Uint8Array([0xff, 0xd8, ...frame, ...scan, 0xff, 0xd9]);
}

/** For tests: a photo as the import worker leaves it, its bytes in the blob store. */
export async function testImport(
  blobs: PhotoBlobs,
  number: number,
  changes: Partial<ImportedPhoto> = {},
): Promise<ImportedPhoto> {
  const bytes = testJpeg(number);
  const sha256 = await sha256Hex(bytes);
  await blobs.put(sha256, {
    full: new Blob([bytes], { type: 'image/jpeg' }),
    thumbnail: new Blob(['small']),
  });
  return {
    sha256,
    originalSha256: await sha256Hex(`original ${number}`),
    dhash: number.toString(16).padStart(16, '0'),
    width: 900,
    height: 1200,
    mime: 'image/jpeg',
    fileSizeBytes: 400,
    compressedSizeBytes: bytes.length,
    fileName: `IMG_${number}.jpg`,
    exifTakenAt: null,
    ...changes,
  };
}
