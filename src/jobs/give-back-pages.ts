import type { Clock } from '../shared/clock.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store, Transaction } from '../store/store.ts';
import { nextSliceSize, VACUUM_STEP } from './slice-size.ts';
import { worthVacuum, type PageStats } from './worth-vacuum.ts';

/** What a vacuum needs of the engine. */
export interface PageSpace {
  stats(): PageStats;
  /**
   * Gives at most so many free pages back; answers how many it did. The pages move before the promise is handed out;
   * what is awaited is the disk.
   */
  vacuum(maxPages: number): Promise<number>;
}

/**
 * Where the engine does not see SQLite's writes, sql.js copies its file whole when it shrinks, however little: each step
 * then costs its readers more than they should wait, and the rest is left for another night.
 */
const LONGEST_STEP_MS = 100;

/**
 * Gives free pages of the database back where they are worth it, in steps of 100 to 500 pages with a pause between.
 * @param hear `note`: the bytes of each step, in a transaction of its own; `onProgress`: in pages
 */
export async function giveBackPages(
  deps: { store: Store; clock: Clock },
  space: PageSpace,
  signal: AbortSignal,
  hear: { note(tx: Transaction, bytes: number): void; onProgress(done: number, total: number): void },
): Promise<Result<void>> {
  const stats = space.stats();
  if (!worthVacuum(stats)) return ok();
  let step: number = VACUUM_STEP.first;
  let done = 0;
  while (!signal.aborted && done < stats.freePages) {
    const startedMs = deps.clock.now();
    const vacuuming = space.vacuum(step);
    const tookMs = deps.clock.now() - startedMs;
    const pages = await vacuuming;
    if (pages === 0) break;
    step = nextSliceSize(VACUUM_STEP, step, tookMs);
    done += pages;
    const noted = await writeResult(deps.store, (tx) => ok(hear.note(tx, pages * stats.pageSize)));
    if (!noted.ok) return noted;
    hear.onProgress(done, stats.freePages);
    if (tookMs > LONGEST_STEP_MS) break;
    await deps.clock.sleep(0);
  }
  return ok();
}
