import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { call } from '../../messaging/client.ts';
import { whenDatasetKnown } from '../../messaging/page-dataset.ts';
import { importPhotos } from '../../photos/import-photos.ts';
import type { ImportStage } from '../../photos/import-photo.ts';
import type { ImportedPhoto } from '../../photos/photo.ts';
import { appError, type AppError } from '../../shared/app-error.ts';

export interface IncomingPhoto {
  key: number;
  draftId: string;
  name: string;
  stage: 'waiting' | ImportStage | 'attaching' | 'failed';
  error: AppError | null;
}

/**
 * Photos on their way into drafts: compressed in workers of the page, then given to the draft in the order they were
 * dropped. Lives beside the pages, so that one can leave the editor meanwhile.
 */
export const usePhotoIntake = defineStore('photo-intake', () => {
  const incoming = ref<IncomingPhoto[]>([]);
  const batches = new Map<number, AbortController>();
  let nextKey = 1;

  const find = (key: number) => incoming.value.find((item) => item.key === key);

  function drop(key: number): void {
    batches.delete(key);
    incoming.value = incoming.value.filter((item) => item.key !== key);
  }

  function failAt(key: number, error: AppError): void {
    const item = find(key);
    if (item) Object.assign(item, { stage: 'failed', error });
  }

  async function attach(key: number, draftId: string, photo: ImportedPhoto): Promise<void> {
    const item = find(key);
    // Cancelled meanwhile: the bytes are swept, no row ever names them.
    if (!item) return;
    item.stage = 'attaching';
    const result = await call('storage.upload', { draftId, photo });
    if (result.ok) drop(key);
    else failAt(key, { ...result.error, params: { photo: item.name, ...result.error.params } });
  }

  /** @returns once every file is in the draft, failed or cancelled */
  async function add(draftId: string, files: File[]): Promise<void> {
    if (files.length === 0) return;
    const controller = new AbortController();
    const keys = files.map((file) => {
      const key = nextKey++;
      incoming.value.push({ key, draftId, name: file.name, stage: 'waiting', error: null });
      batches.set(key, controller);
      return key;
    });
    // One after the other, in the order of the files, while the next are still being compressed.
    let line = Promise.resolve();
    const report = await importPhotos(files, {
      datasetId: await whenDatasetKnown(),
      signal: controller.signal,
      onProgress: (index, stage) => {
        const item = find(keys[index]!);
        if (item && stage !== 'done' && stage !== 'failed') item.stage = stage;
      },
      onImported: (index, photo) => {
        line = line.then(() => attach(keys[index]!, draftId, photo));
      },
    });
    await line;
    const errors = new Map(report.failed.map((failure) => [failure.name, failure.error]));
    for (const [index, key] of keys.entries()) {
      const item = find(key);
      if (!item || item.stage === 'failed') continue;
      const error =
        errors.get(files[index]!.name) ?? appError('photo_unreadable', { params: { photo: item.name } });
      if (error.code === 'cancelled') drop(key);
      else failAt(key, error);
    }
  }

  /** Stops all that are still on their way into this draft. What is in stays in. */
  function cancelAll(draftId: string): void {
    for (const item of incoming.value) if (item.draftId === draftId) batches.get(item.key)?.abort();
    incoming.value = incoming.value.filter((item) => item.draftId !== draftId || item.stage === 'failed');
  }

  return {
    incoming,
    add,
    /** Stops one, or puts away its error. */
    dismiss: drop,
    cancelAll,
    of: (draftId: string) => computed(() => incoming.value.filter((item) => item.draftId === draftId)),
  };
});
