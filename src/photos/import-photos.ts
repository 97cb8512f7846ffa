import { appError, type AppError } from '../shared/app-error.ts';
import { fail, type Result } from '../shared/result.ts';
import type { ImportAnswer, ImportRequest } from './import-messages.ts';
import type { ImportStage } from './import-photo.ts';
import type { ImportedPhoto } from './photo.ts';

/** A file that takes longer than this hangs in a decoder. */
const LONGEST_IMPORT_MS = 90_000;

export interface ImportOptions {
  /** Whose photos they become: the dataset that the page shows. */
  datasetId: string;
  /** Called at each stage of each file; `done` and `failed` come last, once. */
  onProgress?: (fileIndex: number, stage: ImportStage | 'done' | 'failed') => void;
  /** Called in the order of the files, each as soon as all before it are settled. */
  onImported?: (fileIndex: number, photo: ImportedPhoto) => void;
  /** Stops at once; what is not done then ends as `cancelled`. */
  signal?: AbortSignal;
  /** For photos of our own export: see `importPhoto`. */
  keepStored?: boolean;
  /** Tests bring their own. */
  startWorker?: () => Worker;
}

export interface ImportReport {
  /** In the order of the files. */
  imported: ImportedPhoto[];
  failed: { name: string; error: AppError }[];
}

const startImportWorker = () =>
  new Worker(new URL('./compress.worker.ts', import.meta.url), { type: 'module' });

/**
 * Imports files on up to two workers, one file after another on each. A file that fails is named and the others go
 * on. When it resolves, the bytes of every imported photo lie in the blob store; rows are the caller's next step
 * (`storage.upload`).
 */
export async function importPhotos(files: File[], options: ImportOptions): Promise<ImportReport> {
  const {
    datasetId,
    onProgress,
    onImported,
    signal,
    keepStored = false,
    startWorker = startImportWorker,
  } = options;
  const results: (Result<ImportedPhoto> | undefined)[] = files.map(() => undefined);
  let next = 0;
  let reported = 0;

  const settle = (index: number, result: Result<ImportedPhoto>) => {
    results[index] = result;
    onProgress?.(index, result.ok ? 'done' : 'failed');
    for (; reported < results.length && results[reported]; reported++) {
      const settled = results[reported]!;
      if (settled.ok) onImported?.(reported, settled.value);
    }
  };

  const work = async () => {
    let worker: Worker | null = null;
    while (next < files.length) {
      const index = next++;
      const file = files[index]!;
      if (signal?.aborted) {
        settle(index, cancelled(file));
        continue;
      }
      worker ??= startWorker();
      const request: ImportRequest = { file, keepStored, datasetId };
      const result = await askWorker(worker, request, (stage) => onProgress?.(index, stage), signal);
      if (!result.ok && result.error.detail === WORKER_GONE) {
        worker.terminate();
        worker = null;
      }
      settle(index, result);
    }
    worker?.terminate();
  };

  const cores = globalThis.navigator?.hardwareConcurrency ?? 1;
  const workers = Math.min(2, cores, files.length);
  await Promise.all(Array.from({ length: workers }, work));
  return {
    imported: results.flatMap((result) => (result?.ok ? [result.value] : [])),
    failed: results.flatMap((result, index) =>
      result && !result.ok ? [{ name: files[index]!.name, error: result.error }] : [],
    ),
  };
}

/** Marks a failure after which the worker itself is of no more use. */
const WORKER_GONE = 'import worker gone';

function cancelled(file: File): Result<never> {
  return fail(appError('cancelled', { params: { photo: file.name }, detail: WORKER_GONE }));
}

function askWorker(
  worker: Worker,
  request: ImportRequest,
  onStage: (stage: ImportStage) => void,
  signal: AbortSignal | undefined,
): Promise<Result<ImportedPhoto>> {
  return new Promise((resolve) => {
    const heard = new AbortController();
    const finish = (result: Result<ImportedPhoto>) => {
      heard.abort();
      clearTimeout(timer);
      resolve(result);
    };
    const gone = (code: 'photo_unreadable' | 'internal') => () =>
      finish(fail(appError(code, { params: { photo: request.file.name }, detail: WORKER_GONE })));
    const timer = setTimeout(gone('photo_unreadable'), LONGEST_IMPORT_MS);
    const listening = { signal: heard.signal };
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<ImportAnswer>) =>
        data.kind === 'stage' ? onStage(data.stage) : finish(data.result),
      listening,
    );
    worker.addEventListener('error', gone('internal'), listening);
    worker.addEventListener('messageerror', gone('internal'), listening);
    signal?.addEventListener('abort', () => finish(cancelled(request.file)), listening);
    worker.postMessage(request);
  });
}
