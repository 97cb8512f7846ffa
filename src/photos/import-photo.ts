import { appError } from '../shared/app-error.ts';
import { sha256Hex } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { inspectPhoto, tooManyBytes, IMPORT_LIMITS, type PhotoFacts } from './inspect-photo.ts';
import { readImageHeader } from './image-header.ts';
import { withoutMetadata } from './jpeg-parts.ts';
import { PHOTO_LIMITS, type ImportedPhoto, type PhotoBlobs } from './photo.ts';

export type ImportStage = 'reading' | 'compressing' | 'storing';

/** What the import of one file needs from the browser. */
export interface ImportEffects {
  blobs: Pick<PhotoBlobs, 'put'>;
  compress(bytes: Uint8Array<ArrayBuffer>, facts: PhotoFacts): Promise<Uint8Array<ArrayBuffer>>;
  thumbnail(photo: Blob): Promise<{ thumbnail: Blob; dhash: string }>;
  onStage(stage: ImportStage): void;
}

/**
 * Makes one stored photo of one file: judged, compressed, its bytes and thumbnail durable in the blob store *before*
 * the result is given, so that a row never points at nothing.
 * @param keepStored for photos of our own export: a JPEG that already is as we store them keeps its bytes, and so its
 *   hash. Anything else is made anew.
 * @returns `photo_not_an_image`, `photo_unreadable`, `photo_too_big`, `photo_too_small` or `storage_full` where it fails
 */
export async function importPhoto(
  file: File,
  effects: ImportEffects,
  keepStored = false,
): Promise<Result<ImportedPhoto>> {
  const unreadable = () =>
    fail<ImportedPhoto>(appError('photo_unreadable', { params: { photo: file.name } }));
  if (file.size > IMPORT_LIMITS.fileBytes) return tooManyBytes(file.size, file.name);

  effects.onStage('reading');
  const original = await read(file);
  if (!original) return unreadable();
  const inspected = inspectPhoto(original, file.name);
  if (!inspected.ok) return inspected;

  effects.onStage('compressing');
  let stored: Uint8Array<ArrayBuffer>;
  let rendered: { thumbnail: Blob; dhash: string };
  try {
    stored =
      keepStored && isAsStored(original, inspected.value)
        ? original
        : await effects.compress(original, inspected.value);
    rendered = await effects.thumbnail(new Blob([stored], { type: 'image/jpeg' }));
  } catch {
    return unreadable(); // the structure was right, the picture in it was not
  }
  const size = readImageHeader(stored, 'jpeg');
  if (!size || withoutMetadata(stored)?.length !== stored.length)
    throw new Error('the stored photo is no clean JPEG');

  effects.onStage('storing');
  const sha256 = await sha256Hex(stored);
  try {
    const full = new Blob([stored], { type: 'image/jpeg' });
    await effects.blobs.put(sha256, { full, thumbnail: rendered.thumbnail });
  } catch (error) {
    if (isQuotaError(error)) return fail(appError('storage_full', { params: { photo: file.name } }));
    throw error;
  }
  return ok({
    sha256,
    originalSha256: await sha256Hex(original),
    dhash: rendered.dhash,
    width: size.width,
    height: size.height,
    mime: 'image/jpeg',
    fileSizeBytes: original.length,
    compressedSizeBytes: stored.length,
    fileName: file.name.slice(-300),
    exifTakenAt: inspected.value.takenAt,
  });
}

/** Null where the file went away or may not be read. */
async function read(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}

function isAsStored(bytes: Uint8Array, facts: PhotoFacts): boolean {
  return (
    facts.format === 'jpeg' &&
    Math.max(facts.width, facts.height) <= PHOTO_LIMITS.maxSidePx &&
    bytes.length <= PHOTO_LIMITS.maxStoredBytes &&
    // No metadata at all, and nothing behind its end: taking them out would change nothing.
    withoutMetadata(bytes)?.length === bytes.length
  );
}

/** Dexie wraps the browser's error; either may be the one that says it. */
function isQuotaError(error: unknown): boolean {
  const { name, inner } = error as { name?: unknown; inner?: { name?: unknown } };
  return name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError';
}
