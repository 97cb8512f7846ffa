import { purgeJournal } from '../accounts/purge-journal.ts';
import { asOperation, recordChange } from '../accounts/record-change.ts';
import { binStaleDrafts, eraseOldBin, PRUNABLE, type OldBin } from '../drafts/prune-drafts.ts';
import { eraseBinnedPhotos } from '../photos/erase-photos.ts';
import { heldPhotos } from '../publish/held-photos.ts';
import { keepPublicationKeys, purgePublishLog } from '../publish/purge-publish-log.ts';
import type { Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { StoreError } from '../store/store-errors.ts';
import type { Reader, Store, Transaction } from '../store/store.ts';
import { giveBackPages, type PageSpace } from './give-back-pages.ts';
import { previewPrune } from './preview-prune.ts';
import { NOTHING_PRUNED, type PruneCounts, type PruneProgress, type PruneStage } from './prune.ts';
import { pruneLimits } from './prune-limits.ts';
import { workInSlices } from './work-in-slices.ts';

export interface PruneDeps {
  store: Store;
  clock: Clock;
  accountId(): string;
  /** Keeps the database as it is before something is deleted. Throws a `StoreError` where it can't. */
  keepSnapshot(reason: 'purge'): Promise<unknown>;
  /** Null where the engine cannot give pages back. */
  space: PageSpace | null;
}

/** A prune that goes on: what its earlier life did already, and where its progress is written down. */
export interface PruneRun {
  /** The line of the diary it belongs to; what it purged is recorded under this id. */
  id: string;
  counts: PruneCounts;
  snapshotKept: boolean;
  /**
   * False where the clock is not to be believed yet (`credible-clock.ts`): the bin then keeps what it has. Nothing else
   * that a prune does is beyond repair.
   */
  mayErase: boolean;
  signal: AbortSignal;
  /** Writes the counts down in the transaction that makes them true. */
  note(tx: Transaction, counts: PruneCounts, snapshotKept: boolean): void;
  onProgress(progress: PruneProgress): void;
}

type Part = Partial<PruneCounts> & { handled: number };
type PartOfStage = (tx: Transaction, limit: number, now: string) => Part;

/**
 * Spec 3.2 and 11: published and refused drafts unchanged for the TTL go to the bin, what was in the bin for 30 days is
 * erased, old lines of the publish log and of the journal are purged, and free pages are given back where they are
 * worth it. The keys of real publications are kept first, for ever.
 *
 * Works in slices (`work-in-slices.ts`). Killed anywhere it is simply run again: what was done is not found any more.
 * Counts are noted with each slice, so that a run taken up again counts everything once. `previewPrune` is its dry run.
 * @returns what it did until its end or its cancel; `storage_full`, `store_lost` where a slice or the snapshot before
 *   the first deletion could not be kept: nothing is deleted without that snapshot
 */
export async function vacuumAndPrune(
  deps: PruneDeps,
  run: PruneRun,
): Promise<Result<{ counts: PruneCounts; cancelled: boolean }>> {
  const { store } = deps;
  const accountId = deps.accountId();
  const nowMs = deps.clock.now();
  const limits = store.read((reader) => pruneLimits(reader, accountId, nowMs));
  const foreseen = (await previewPrune(deps, 0)).counts;
  const erases = run.mayErase && foreseen.bin_erased + foreseen.photos_released > 0;
  const purges = foreseen.publish_log_purged + foreseen.audit_purged > 0;
  let counts: PruneCounts = { ...NOTHING_PRUNED, ...run.counts };
  let snapshotKept = run.snapshotKept;

  const failure =
    (await stage('keys', 0, (tx, limit) => ({ handled: keepPublicationKeys(tx, accountId, limit) }))) ??
    (await binStale()) ??
    (erases || purges ? await keepSnapshotOnce() : null) ??
    (erases ? await eraseBin() : null) ??
    (purges ? await purgeLines() : null) ??
    (await giveBack());
  return failure ?? ok({ counts, cancelled: run.signal.aborted });

  async function stage(name: PruneStage, total: number, part: PartOfStage): Promise<Result<never> | null> {
    let after = counts;
    let done = 0;
    const worked = await workInSlices(
      deps,
      run.signal,
      (tx, limit, now) => {
        // All its slices are one operation: what it put in the bin comes back in one step.
        asOperation(tx, { id: run.id, kind: 'prune', now });
        const { handled, ...more } = part(tx, limit, now);
        after = added(counts, more);
        if (handled > 0) run.note(tx, after, snapshotKept);
        return handled;
      },
      (rows) => {
        counts = after;
        done += rows;
        run.onProgress({ stage: name, done, total: Math.max(total, done) });
      },
    );
    return worked.ok ? null : worked;
  }

  async function binStale() {
    for (const status of PRUNABLE) {
      const failed = await stage('drafts', foreseen.drafts_to_bin, (tx, limit, now) => {
        const handled = binStaleDrafts(tx, accountId, status, limits.draftsBefore, limit, now);
        return { handled, drafts_to_bin: handled };
      });
      if (failed) return failed;
    }
    return null;
  }

  async function keepSnapshotOnce(): Promise<Result<never> | null> {
    if (snapshotKept || run.signal.aborted) return null;
    run.onProgress({ stage: 'snapshot', done: 0, total: 1 });
    try {
      await deps.keepSnapshot('purge');
    } catch (error) {
      if (error instanceof StoreError) return fail(error.appError);
      throw error;
    }
    snapshotKept = true;
    return null;
  }

  async function eraseBin() {
    return (
      (await stage('bin', foreseen.bin_erased, (tx, limit, now) => {
        const { drafts, photos } = eraseOldBin(tx, accountId, oldBin(tx), limit, now);
        return { handled: drafts, bin_erased: drafts, photos_released: photos };
      })) ??
      (await stage('photos', foreseen.photos_released - counts.photos_released, (tx, limit, now) => {
        const handled = eraseBinnedPhotos(tx, accountId, { ...oldBin(tx), now }, limit);
        return { handled, photos_released: handled };
      }))
    );
  }

  /** Asked anew in each slice: a job may have been confirmed meanwhile. */
  function oldBin(reader: Reader): OldBin {
    return { before: limits.binBefore, held: heldPhotos(reader, accountId) };
  }

  async function purgeLines() {
    return (
      (await stage('log', foreseen.publish_log_purged, (tx, limit, now) => {
        const lines = purgePublishLog(tx, accountId, limits.logBefore, limit, now);
        const real = lines.filter((line) => line.real).length;
        if (lines.length > 0) record(tx, 'publish_log.purge', { lines: lines.length, keys_kept: real }, now);
        return { handled: lines.length, publish_log_purged: lines.length, kept_keys: real };
      })) ??
      (await stage('journal', foreseen.audit_purged, (tx, limit, now) => {
        const handled = purgeJournal(tx, accountId, limits.auditBefore, limit);
        if (handled > 0) record(tx, 'journal.purge', { lines: handled }, now);
        return { handled, audit_purged: handled };
      }))
    );
  }

  async function giveBack(): Promise<Result<never> | null> {
    if (!deps.space) return null;
    const given = await giveBackPages(deps, deps.space, run.signal, {
      note: (tx, bytes) => {
        counts = added(counts, { freed_bytes: bytes });
        run.note(tx, counts, snapshotKept);
      },
      onProgress: (done, total) => run.onProgress({ stage: 'space', done, total }),
    });
    return given.ok ? null : given;
  }

  function record(tx: Transaction, action: string, after: unknown, now: string): void {
    recordChange(tx, accountId, { actor: 'worker', action, entity: 'job', entityId: run.id, after, now });
  }
}

function added(counts: PruneCounts, part: Partial<PruneCounts>): PruneCounts {
  const sum = { ...counts };
  for (const [name, n] of Object.entries(part) as [keyof PruneCounts, number][]) sum[name] += n;
  return sum;
}
