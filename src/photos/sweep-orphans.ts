import type { Clock } from '../shared/clock.ts';
import type { Reader } from '../store/store.ts';
import { knownContents } from './photo-repository.ts';
import type { PhotoBlobs } from './photo.ts';

/** An import that never got its row (the page was closed) is given this long. */
const ORPHAN_AGE_MS = 24 * 3_600_000;

/**
 * Removes photo bytes that no row knows and that are older than a day. Photos in the bin have rows, so they stay.
 * @param blobs of the account whose database `reader` reads: each account's photos lie in a database of their own
 * @returns what it freed
 */
export async function sweepOrphans(
  blobs: PhotoBlobs,
  reader: Reader,
  clock: Clock,
): Promise<{ removed: number; bytes: number }> {
  const before = clock.now() - ORPHAN_AGE_MS;
  const old = (await blobs.keys()).filter((key) => key.putAtMs < before);
  const known = knownContents(
    reader,
    old.map((key) => key.sha256),
  );
  const freed = { removed: 0, bytes: 0 };
  for (const { sha256, sizeBytes } of old) {
    if (known.has(sha256) || !(await blobs.remove(sha256, before))) continue;
    freed.removed += 1;
    freed.bytes += sizeBytes;
  }
  return freed;
}
