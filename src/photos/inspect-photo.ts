import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { readExif } from './exif.ts';
import { imageFormatOf, isReadable, type ReadableFormat } from './image-format.ts';
import { readImageHeader } from './image-header.ts';
import { PHOTO_LIMITS } from './photo.ts';

/** What may come in. A picture takes 4 bytes a pixel once decoded: 100 megapixels are 400 MB. */
export const IMPORT_LIMITS = { fileBytes: 40_000_000, pixels: 100_000_000 } as const;

export interface PhotoFacts {
  format: ReadableFormat;
  /** As seen: EXIF's turn is taken into account. */
  width: number;
  height: number;
  orientation: number;
  takenAt: string | null;
}

/**
 * Judges a file by its bytes, before anything is decoded.
 * @param name the file's name, for the message
 * @returns what it is; or `photo_not_an_image` (with the format, where it is one Penderie cannot read yet),
 *   `photo_unreadable`, `photo_too_big` (`found` and `max` in `unit`), `photo_too_small` (in px)
 */
export function inspectPhoto(bytes: Uint8Array, name: string): Result<PhotoFacts> {
  if (bytes.length > IMPORT_LIMITS.fileBytes) return tooManyBytes(bytes.length, name);
  const format = imageFormatOf(bytes);
  if (!isReadable(format)) {
    return fail(
      appError('photo_not_an_image', { params: { photo: name, format: format?.toUpperCase() ?? '' } }),
    );
  }
  const header = readImageHeader(bytes, format);
  if (!header) return fail(appError('photo_unreadable', { params: { photo: name } }));

  const pixels = header.width * header.height;
  if (pixels > IMPORT_LIMITS.pixels) {
    const params = {
      photo: name,
      found: Math.ceil(pixels / 1e6),
      max: IMPORT_LIMITS.pixels / 1e6,
      unit: 'MP',
    };
    return fail(appError('photo_too_big', { params }));
  }
  const side = shortSideOnceStored(header.width, header.height);
  if (side < PHOTO_LIMITS.minSidePx) {
    return fail(
      appError('photo_too_small', { params: { photo: name, found: side, min: PHOTO_LIMITS.minSidePx } }),
    );
  }

  const { orientation, takenAt } = readExif(header.exif);
  const lying = orientation >= 5;
  const [width, height] = lying ? [header.height, header.width] : [header.width, header.height];
  return ok({ format, width, height, orientation, takenAt });
}

/** Can be asked before the file is read at all. */
export function tooManyBytes(size: number, name: string): Result<never> {
  const params = {
    photo: name,
    found: Math.ceil(size / 1e6),
    max: IMPORT_LIMITS.fileBytes / 1e6,
    unit: 'MB',
  };
  return fail(appError('photo_too_big', { params }));
}

/** A very long picture gets thin when its long side is brought down to the limit. */
function shortSideOnceStored(width: number, height: number): number {
  const scale = Math.min(1, PHOTO_LIMITS.maxSidePx / Math.max(width, height));
  return Math.floor(Math.min(width, height) * scale);
}
