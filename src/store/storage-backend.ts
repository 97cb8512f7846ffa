import type { ImageFile } from './image-file.ts';
import { indexedDbImageFile } from './indexeddb-image-file.ts';
import { memoryImageFile } from './memory-image-file.ts';

/** The values of `STORAGE_BACKEND`. SQLite is the engine in both; they differ in where its images lie. */
export const STORAGE_BACKENDS = ['sqlite', 'memory'] as const;

/**
 * @param backend what `STORAGE_BACKEND` says; left out: `sqlite`, durable in IndexedDB. `memory` forgets everything
 *   with the process and is for tests.
 * @throws RangeError for any other value: a misspelt setting must not decide where data lie
 */
export function imageFileOf(backend: string = 'sqlite'): ImageFile {
  if (backend === 'sqlite') return indexedDbImageFile();
  if (backend === 'memory') return memoryImageFile();
  throw new RangeError(`STORAGE_BACKEND is one of ${STORAGE_BACKENDS.join(', ')}, not ${backend}`);
}
