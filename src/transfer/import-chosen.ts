import { importPhotos, type ImportOptions, type ImportReport } from '../photos/import-photos.ts';
import type { DraftPatch } from '../drafts/draft.ts';
import type { ImportedPhoto } from '../photos/photo.ts';
import { appError, type AppError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { ImportSource } from './read-import.ts';
import { readZipEntry } from './zip-entry.ts';

/** A draft as the worker takes it (`import.drafts`). */
export interface DraftToImport {
  patch: DraftPatch;
  photos: ImportedPhoto[];
  sourceId: string | null;
}

export interface ImportChosenDeps {
  /** Whose drafts they become: the dataset that the page shows. */
  datasetId(): Promise<string>;
  /** `import.drafts`: all of them or none. */
  createDrafts(drafts: DraftToImport[]): Promise<Result<{ created: string[] }>>;
  /** Photos prepared so far. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** Tests bring their own. */
  importPhotos?: (files: File[], options: ImportOptions) => Promise<ImportReport>;
}

export interface ImportOutcome {
  created: string[];
  /** Photos that could not be taken; their drafts were imported without them. */
  leftOut: { index: number; photo: string; error: AppError }[];
}

/**
 * Imports chosen drafts of a file: their photos, draft by draft, through the import worker; then all drafts in one
 * step. Until that step nothing is changed here: a failure or a cancel leaves only photo bytes that no row knows, which
 * are swept.
 * @param indexes of the preview's drafts
 * @returns `cancelled`, or what the worker answered
 */
export async function importChosen(
  source: ImportSource,
  indexes: number[],
  deps: ImportChosenDeps,
): Promise<Result<ImportOutcome>> {
  const chosen = indexes.flatMap((index) => {
    const draft = source.drafts.get(index);
    return draft ? [{ index, draft, names: draft.photos.filter((name) => source.entries.has(name)) }] : [];
  });
  const total = chosen.reduce((sum, { names }) => sum + names.length, 0);
  const leftOut: ImportOutcome['leftOut'] = [];
  const drafts: DraftToImport[] = [];
  let done = 0;
  for (const { index, draft, names } of chosen) {
    const { photos, failed } = await photosOf(source, names, deps);
    if (deps.signal?.aborted) return fail(appError('cancelled'));
    // A full disk is no fault of this photo: nothing is half imported for it.
    const full = failed.find(({ error }) => error.code === 'storage_full');
    if (full) return fail(full.error);
    leftOut.push(...failed.map(({ name, error }) => ({ index, photo: name, error })));
    drafts.push({ patch: draft.patch, photos, sourceId: draft.sourceId });
    done += names.length;
    deps.onProgress?.(done, total);
  }
  const created = await deps.createDrafts(drafts);
  return created.ok ? ok({ created: created.value.created, leftOut }) : created;
}

async function photosOf(
  { file, entries }: ImportSource,
  names: string[],
  deps: ImportChosenDeps,
): Promise<{ photos: ImportedPhoto[]; failed: ImportReport['failed'] }> {
  const files: File[] = [];
  const failed: ImportReport['failed'] = [];
  for (const name of names) {
    if (deps.signal?.aborted) break;
    const bytes = await readZipEntry(file, entries.get(name)!);
    if (bytes.ok) files.push(new File([bytes.value], name.slice('photos/'.length)));
    else failed.push({ name, error: bytes.error });
  }
  const take = deps.importPhotos ?? importPhotos;
  const report = await take(files, {
    datasetId: await deps.datasetId(),
    keepStored: true,
    signal: deps.signal,
  });
  const photos: ImportedPhoto[] = [];
  for (const photo of report.imported) {
    const twice = photos.some(({ sha256 }) => sha256 === photo.sha256);
    const error = appError('photo_duplicate', { params: { photo: photo.fileName } });
    if (twice) failed.push({ name: photo.fileName, error });
    else photos.push(photo);
  }
  return { photos, failed: [...failed, ...report.failed] };
}
