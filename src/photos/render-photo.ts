import imageCompression from 'browser-image-compression';
import { DHASH_GRID, dhashOf } from './dhash.ts';
import type { PhotoFacts } from './inspect-photo.ts';
import { withoutMetadata } from './jpeg-parts.ts';
import { PHOTO_LIMITS } from './photo.ts';

const THUMBNAIL_QUALITY = 0.75;

/**
 * Turns a picture into the JPEG that is stored: upright, on white, at most 2000 × 2000 and never enlarged, quality 85
 * (less only where that would be over 5 MB), no metadata. Throws where the browser cannot decode it.
 * @param bytes a file that `inspectPhoto` accepted
 */
export async function compressToJpeg(
  bytes: Uint8Array<ArrayBuffer>,
  facts: PhotoFacts,
): Promise<Uint8Array<ArrayBuffer>> {
  const source = new File([bytes], 'photo', { type: `image/${facts.format}` });
  // The library lowers the quality until its result is smaller than its input. A small input would lose quality for
  // nothing, so the library is told that the input is endless; it asks for the size for no other purpose.
  Object.defineProperty(source, 'size', { value: Number.POSITIVE_INFINITY });
  const compressed = await imageCompression(source, {
    // This is our own worker already. The library's would be made from a blob and load a script from a remote host.
    useWebWorker: false,
    fileType: 'image/jpeg',
    initialQuality: PHOTO_LIMITS.jpegQuality,
    maxWidthOrHeight: PHOTO_LIMITS.maxSidePx,
    maxSizeMB: PHOTO_LIMITS.maxStoredBytes / 1024 / 1024,
    alwaysKeepResolution: true,
    preserveExif: false,
    // Its own reading of EXIF never ends on a damaged block.
    exifOrientation: facts.orientation,
  });
  const clean = withoutMetadata(new Uint8Array(await compressed.arrayBuffer()));
  if (!clean) throw new Error('the browser wrote no whole JPEG');
  return clean;
}

/**
 * The small rendition for lists and the perceptual hash, both from one decoded picture.
 * Throws where the browser cannot decode it.
 */
export async function renderThumbnail(photo: Blob): Promise<{ thumbnail: Blob; dhash: string }> {
  const bitmap = await createImageBitmap(photo);
  try {
    const scale = Math.min(1, PHOTO_LIMITS.thumbnailPx / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const small = await drawn(bitmap, width, height);
    const { width: columns, height: rows } = DHASH_GRID;
    const grid = await drawn(small.canvas, columns, rows);
    return {
      // A browser that cannot write WebP gives PNG, which serves as well.
      thumbnail: await small.canvas.convertToBlob({ type: 'image/webp', quality: THUMBNAIL_QUALITY }),
      dhash: dhashOf(grid.context.getImageData(0, 0, columns, rows).data),
    };
  } finally {
    bitmap.close();
  }
}

async function drawn(source: ImageBitmap | OffscreenCanvas, width: number, height: number) {
  const resized = await createImageBitmap(source, {
    resizeWidth: width,
    resizeHeight: height,
    resizeQuality: 'high',
  });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false })!;
  context.drawImage(resized, 0, 0);
  resized.close();
  return { canvas, context };
}
