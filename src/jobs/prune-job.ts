import { ok } from '../shared/result.ts';
import { credibleClock } from './credible-clock.ts';
import type { JobBody } from './job-runner.ts';
import { NOTHING_PRUNED, type PruneCounts } from './prune.ts';
import { vacuumAndPrune, type PruneDeps } from './vacuum-and-prune.ts';

/** The prune as a job of the diary: it goes on from the counts that an earlier life of the same run noted. */
export function pruneJob(deps: PruneDeps): JobBody {
  return async ({ run, earlierStartsMs, signal, note, onProgress }) => {
    const { snapshot_kept: snapshotKept = 0, ...counts } = run.counts;
    const done = await vacuumAndPrune(deps, {
      id: run.id,
      counts: { ...NOTHING_PRUNED, ...counts } as PruneCounts,
      snapshotKept: snapshotKept === 1,
      mayErase: run.localDate === null || credibleClock(Date.parse(run.startedAt), earlierStartsMs),
      signal,
      note: (tx, soFar, kept) => note(tx, { ...soFar, snapshot_kept: kept ? 1 : 0 }),
      onProgress,
    });
    return done.ok ? ok({ cancelled: done.value.cancelled }) : done;
  };
}
