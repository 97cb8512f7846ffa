import { isoTime, type Clock } from '../shared/clock.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store, Transaction } from '../store/store.ts';
import { nextSliceSize, SLICE } from './slice-size.ts';

/**
 * Does at most `limit` rows of a work inside the transaction it is given.
 * @returns how many it did; fewer than `limit` says that none is left
 */
export type Slice = (tx: Transaction, limit: number, now: string) => number;

/**
 * Slice after slice, each one transaction of some milliseconds, with a pause between them for whoever reads, until one
 * finds less than it may take or the signal says stop.
 * @param onSlice hears how many rows each durable slice did
 * @returns `storage_full`, `store_lost` where a slice could not be kept; those before it stand
 */
export async function workInSlices(
  deps: { store: Store; clock: Clock },
  signal: AbortSignal,
  slice: Slice,
  onSlice: (rows: number) => void,
): Promise<Result<void>> {
  let size: number = SLICE.first;
  while (!signal.aborted) {
    const limit = size;
    const startedMs = deps.clock.now();
    const writing = writeResult(deps.store, (tx) => ok(slice(tx, limit, isoTime(startedMs))));
    // The transaction is over by now; what is awaited is the disk, for which no reader waits.
    size = nextSliceSize(SLICE, limit, deps.clock.now() - startedMs);
    const written = await writing;
    if (!written.ok) return written;
    if (written.value > 0) onSlice(written.value);
    if (written.value < limit) break;
    await deps.clock.sleep(0);
  }
  return ok();
}
