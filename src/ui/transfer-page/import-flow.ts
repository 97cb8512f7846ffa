import { reactive } from 'vue';
import type { call as callRoute } from '../../messaging/client.ts';
import { appError, type AppError } from '../../shared/app-error.ts';
import { consoleLogger } from '../../shared/logger.ts';
import { fail } from '../../shared/result.ts';
import type { importChosen as importChosenDrafts, ImportOutcome } from '../../transfer/import-chosen.ts';
import type { ImportPreview, readImport as readImportFile } from '../../transfer/read-import.ts';
import { firstChoice } from './import-choice.ts';

export interface ImportDeps {
  call: typeof callRoute;
  readImport: typeof readImportFile;
  importChosen: typeof importChosenDrafts;
  /** Whose drafts they become: what this page shows. */
  datasetId(): Promise<string>;
}

interface ImportState {
  phase: 'empty' | 'reading' | 'preview' | 'running' | 'done';
  fileName: string;
  preview: ImportPreview | null;
  chosen: Set<number>;
  progress: { done: number; total: number };
  outcome: ImportOutcome | null;
  /** True after the seller stopped it: nothing was added. */
  stopped: boolean;
  error: AppError | null;
}

/** From a file to drafts: read, choose, import. Until the last step nothing here is changed. */
export function createImportFlow(deps: ImportDeps) {
  const state: ImportState = reactive({
    phase: 'empty',
    fileName: '',
    preview: null,
    chosen: new Set<number>(),
    progress: { done: 0, total: 0 },
    outcome: null,
    stopped: false,
    error: null,
  });
  let stop: AbortController | undefined;
  /** Another file, or none, makes the answers for an earlier one worthless. */
  let newest = 0;

  function reset() {
    newest += 1;
    stop?.abort();
    Object.assign(state, {
      phase: 'empty',
      fileName: '',
      preview: null,
      outcome: null,
      stopped: false,
      error: null,
    });
  }

  async function read(file: File): Promise<void> {
    reset();
    const mine = newest;
    Object.assign(state, { phase: 'reading', fileName: file.name });
    const result = await deps
      .readImport(file, (contentHashes) => deps.call('import.check', { contentHashes }))
      // A file can vanish while it is read.
      .catch(() => fail<ImportPreview>(appError('file_damaged')));
    if (mine !== newest) return;
    if (!result.ok) {
      Object.assign(state, { phase: 'empty', error: result.error });
      return;
    }
    Object.assign(state, { phase: 'preview', preview: result.value, chosen: firstChoice(result.value) });
  }

  async function run(): Promise<void> {
    const { preview } = state;
    if (state.phase !== 'preview' || !preview || state.chosen.size === 0) return;
    const mine = newest;
    stop = new AbortController();
    Object.assign(state, { phase: 'running', progress: { done: 0, total: 0 }, stopped: false, error: null });
    // In the order of the file, whatever order they were ticked in.
    const indexes = preview.drafts.map((draft) => draft.index).filter((index) => state.chosen.has(index));
    const result = await deps
      .importChosen(preview.source, indexes, {
        datasetId: deps.datasetId,
        createDrafts: (drafts) => deps.call('import.drafts', { drafts }),
        onProgress: (done, total) => (state.progress = { done, total }),
        signal: stop.signal,
      })
      .catch((thrown: unknown) => {
        consoleLogger.error('import failed', { error: thrown });
        return fail<ImportOutcome>(appError('internal'));
      });
    if (mine !== newest) return;
    if (result.ok) Object.assign(state, { phase: 'done', outcome: result.value });
    else if (result.error.code === 'cancelled') Object.assign(state, { phase: 'preview', stopped: true });
    else Object.assign(state, { phase: 'preview', error: result.error });
  }

  return { state, read, run, reset, cancel: () => stop?.abort() };
}
