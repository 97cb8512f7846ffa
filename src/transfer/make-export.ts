import JSZip from 'jszip';
import type { PhotoBlobs } from '../photos/photo.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, localDate } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportedDraft, type ExportFile } from './export-format.ts';
import { exportReadme } from './export-readme.ts';
import { DRAFTS_NAME } from './read-import.ts';

/** What `export.drafts` answers. */
export interface ExportRows {
  drafts: ExportedDraft[];
  photos: { sha256: string; name: string }[];
}

export interface ExportOptions {
  /** Where the photos lie; null leaves them out. */
  blobs: Pick<PhotoBlobs, 'full'> | null;
  nowMs: number;
  /** Photos packed so far. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

export interface MadeExport {
  file: Blob;
  /** `penderie-2026-11-21.zip` */
  name: string;
  /** Photos whose bytes are not in this browser: they are named in `drafts.json` and not in the archive. */
  missing: string[];
}

/**
 * Packs drafts and photos into a ZIP. Photos are stored as they are: they are compressed already.
 * @returns the file; or `cancelled`
 */
export async function makeExport(rows: ExportRows, options: ExportOptions): Promise<Result<MadeExport>> {
  const { blobs, nowMs, onProgress, signal } = options;
  const zip = new JSZip();
  const missing: string[] = [];
  let packed = 0;
  for (const [index, { sha256, name }] of (blobs ? rows.photos : []).entries()) {
    if (signal?.aborted) return fail(appError('cancelled'));
    const photo = await blobs!.full(sha256);
    if (photo) {
      zip.file(name, await photo.arrayBuffer(), { compression: 'STORE' });
      packed += 1;
    } else missing.push(name);
    onProgress?.(index + 1, rows.photos.length);
  }
  const file: ExportFile = {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    exported_at: isoTime(nowMs),
    drafts: rows.drafts,
  };
  zip.file(DRAFTS_NAME, JSON.stringify(file, null, 2));
  zip.file('readme.txt', exportReadme(file, packed));
  const blob = await written(zip, signal);
  return blob
    ? ok({ file: blob, name: `penderie-${localDate(nowMs)}.zip`, missing })
    : fail(appError('cancelled'));
}

/** Null where it was cancelled. */
function written(zip: JSZip, signal: AbortSignal | undefined): Promise<Blob | null> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return resolve(null);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const stream = zip.generateInternalStream({ type: 'uint8array', compression: 'DEFLATE' });
    signal?.addEventListener('abort', () => (stream.pause(), resolve(null)), { once: true });
    stream
      .on('data', (chunk) => chunks.push(chunk as Uint8Array<ArrayBuffer>))
      .on('error', reject)
      .on('end', () => resolve(new Blob(chunks, { type: 'application/zip' })))
      .resume();
  });
}
