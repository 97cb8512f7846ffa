import { appError } from '../shared/app-error.ts';
import { fail } from '../shared/result.ts';
import type { ImportAnswer, ImportRequest } from './import-messages.ts';
import { importPhoto } from './import-photo.ts';
import { openPhotosOf } from './photo-databases.ts';
import { compressToJpeg, renderThumbnail } from './render-photo.ts';

// A dedicated worker of an extension page: decoding and encoding never block what the seller does.
const opened = new Map<string, ReturnType<typeof openPhotosOf>>();
function photosOf(datasetId: string) {
  const blobs = opened.get(datasetId) ?? openPhotosOf(datasetId);
  opened.set(datasetId, blobs);
  return blobs;
}
const answer = (message: ImportAnswer) => self.postMessage(message);

self.addEventListener('message', ({ data: { file, keepStored, datasetId } }: MessageEvent<ImportRequest>) => {
  const effects = {
    blobs: photosOf(datasetId),
    compress: compressToJpeg,
    thumbnail: renderThumbnail,
    onStage: (stage: 'reading' | 'compressing' | 'storing') => answer({ kind: 'stage', stage }),
  };
  importPhoto(file, effects, keepStored).then(
    (result) => answer({ kind: 'done', result }),
    (error: unknown) => {
      const detail = error instanceof Error ? error.name : undefined;
      answer({ kind: 'done', result: fail(appError('internal', { params: { photo: file.name }, detail })) });
    },
  );
});
