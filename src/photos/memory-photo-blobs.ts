import type { PhotoBlobs } from './photo.ts';

/** Photo bytes in memory, for tests. Keeps the contract of `openPhotoBlobs` (`photo-blobs.test.ts` runs on both). */
export function memoryPhotoBlobs(now: () => number = Date.now): PhotoBlobs {
  const kept = new Map<string, { full: Blob; thumbnail: Blob; putAtMs: number }>();
  return {
    async put(sha256, blobs) {
      kept.set(sha256, { ...blobs, putAtMs: now() });
    },
    full: async (sha256) => kept.get(sha256)?.full ?? null,
    thumbnail: async (sha256) => kept.get(sha256)?.thumbnail ?? null,
    async remove(sha256, putBeforeMs = Infinity) {
      const found = kept.get(sha256);
      if (!found || found.putAtMs >= putBeforeMs) return false;
      return kept.delete(sha256);
    },
    keys: async () =>
      [...kept].map(([sha256, { full, thumbnail, putAtMs }]) => ({
        sha256,
        putAtMs,
        sizeBytes: full.size + thumbnail.size,
      })),
  };
}
