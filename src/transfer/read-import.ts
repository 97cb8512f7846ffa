import { contentHash } from '../drafts/content-hash.ts';
import { appError, type AppError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { DRAFTS_FILE_LIMITS, readDraftsFile, type FileDraft } from './drafts-file.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';
import { readZipEntry } from './zip-entry.ts';

export const DRAFTS_NAME = 'drafts.json';

/** A draft of the file, as the preview shows it. */
export interface ImportCandidate {
  /** Its place in the file: what `importChosen` takes. */
  index: number;
  reference: number | null;
  title: string;
  priceCents: number;
  currency: string;
  /** How many of its photos the file brings. */
  photos: number;
  /** The same text, price, fields and photos are in a draft here, or stand earlier in this file. */
  duplicate: boolean;
  /** What it will lack: `photo_missing` with `photo`. */
  problems: AppError[];
}

export interface ImportPreview {
  exportedAt: string | null;
  /** False for a `drafts.json` alone and for an export without photos: then a missing photo is no problem of its own. */
  withPhotos: boolean;
  drafts: ImportCandidate[];
  /** Rows that cannot be drafts: `invalid_input` with `field`. */
  refused: { index: number; title: string; problem: AppError }[];
  /** For `importChosen`. */
  source: ImportSource;
}

/** Where the drafts and their photos are read from. */
export interface ImportSource {
  file: Blob;
  drafts: Map<number, FileDraft>;
  entries: Map<string, ZipEntry>;
}

/**
 * Reads what a seller chose as an import, without unpacking a photo and without changing anything.
 * @param knownHashes asks the worker which of these contents a draft here has (`import.check`)
 * @returns a preview; or `file_not_an_archive` (neither ZIP nor JSON), `file_not_an_export`, `file_version_newer`,
 *   `file_too_large`, `file_hostile`, `file_damaged`
 */
export async function readImport(
  file: Blob,
  knownHashes: (hashes: string[]) => Promise<Result<{ known: string[] }>>,
): Promise<Result<ImportPreview>> {
  const opened = await open(file);
  if (!opened.ok) return opened;
  const { entries, draftsBytes } = opened.value;
  const read = readDraftsFile(draftsBytes);
  if (!read.ok) return read;
  const { exportedAt, drafts, refused } = read.value;

  const hashes = drafts.map(({ draft }) => hashOf(draft));
  const known = await knownHashes([...new Set(hashes)]);
  if (!known.ok) return known;
  const seen = new Set(known.value.known);
  const withPhotos = [...entries.keys()].some((name) => name.startsWith('photos/'));
  const candidates = drafts.map(({ index, draft }, i): ImportCandidate => {
    const missing = draft.photos.filter((name) => !entries.has(name));
    const duplicate = seen.has(hashes[i]!);
    seen.add(hashes[i]!);
    const problems = withPhotos
      ? missing.map((name) => appError('photo_missing', { params: { photo: name, name } }))
      : [];
    const { title, priceCents } = draft.patch;
    const { reference, currency } = draft;
    return {
      index,
      reference,
      title,
      priceCents,
      currency,
      photos: draft.photos.length - missing.length,
      duplicate,
      problems,
    };
  });
  const source = { file, entries, drafts: new Map(drafts.map(({ index, draft }) => [index, draft])) };
  return ok({ exportedAt, withPhotos, drafts: candidates, refused, source });
}

async function open(
  file: Blob,
): Promise<Result<{ entries: Map<string, ZipEntry>; draftsBytes: Uint8Array }>> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const head = String.fromCharCode(...start);
  if (head === 'PK\x03\x04' || head === 'PK\x05\x06') {
    const directory = await readZipDirectory(file);
    if (!directory.ok) return directory;
    const entry = directory.value.get(DRAFTS_NAME);
    if (!entry) return fail(appError('file_not_an_export'));
    if (entry.unpackedBytes > DRAFTS_FILE_LIMITS.bytes) return fail(appError('file_too_large'));
    const bytes = await readZipEntry(file, entry);
    return bytes.ok ? ok({ entries: directory.value, draftsBytes: bytes.value }) : bytes;
  }
  // JSON may begin with white space or a byte order mark.
  if (!/^(ï»¿)?\s*($|\{)/.test(head)) return fail(appError('file_not_an_archive'));
  if (file.size > DRAFTS_FILE_LIMITS.bytes) return fail(appError('file_too_large'));
  return ok({ entries: new Map(), draftsBytes: new Uint8Array(await file.arrayBuffer()) });
}

/** Made anew from what the row says, since texts may have been edited in the file; its own word is the second choice. */
function hashOf({ patch, currency, photos, photoHashes, contentHash: claimed }: FileDraft): string {
  if (photoHashes.length !== photos.length && claimed) return claimed;
  return contentHash({ ...patch, currency, photos: photoHashes.map((sha256) => ({ sha256 })) });
}
