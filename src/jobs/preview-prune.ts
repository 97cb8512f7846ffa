import { countOldJournal } from '../accounts/purge-journal.ts';
import { erasableDrafts, staleDrafts } from '../drafts/prune-drafts.ts';
import { countErasablePhotos } from '../photos/erase-photos.ts';
import { heldPhotos } from '../publish/held-photos.ts';
import { countPurgeableLog } from '../publish/purge-publish-log.ts';
import type { Clock } from '../shared/clock.ts';
import type { Reader, Store } from '../store/store.ts';
import type { PageSpace } from './give-back-pages.ts';
import type { PrunePreview } from './prune.ts';
import { pruneLimits } from './prune-limits.ts';
import { worthVacuum } from './worth-vacuum.ts';

/**
 * The dry run of `vacuumAndPrune`: what it would do now. Only reads, one question after the other, so that nobody waits
 * for all of them. Free pages are those of now; what the prune frees itself is not foreseen.
 * @param sample how many drafts of each kind are named
 */
export async function previewPrune(
  deps: { store: Store; clock: Clock; accountId(): string; space: PageSpace | null },
  sample: number,
): Promise<PrunePreview> {
  const accountId = deps.accountId();
  const nowMs = deps.clock.now();
  const ask = async <T>(question: (reader: Reader) => T): Promise<T> => {
    await deps.clock.sleep(0);
    return deps.store.read(question);
  };
  const limits = await ask((reader) => pruneLimits(reader, accountId, nowMs));
  const bin = await ask((reader) => ({ before: limits.binBefore, held: heldPhotos(reader, accountId) }));
  const stale = await ask((reader) => staleDrafts(reader, accountId, limits.draftsBefore, sample));
  const erasable = await ask((reader) => erasableDrafts(reader, accountId, bin, sample));
  const photos = await ask((reader) =>
    countErasablePhotos(reader, accountId, { ...bin, draftIds: erasable.ids }),
  );
  const log = await ask((reader) => countPurgeableLog(reader, accountId, limits.logBefore));
  const journal = await ask((reader) => countOldJournal(reader, accountId, limits.auditBefore));
  const pages = deps.space?.stats();
  return {
    counts: {
      drafts_to_bin: stale.count,
      bin_erased: erasable.ids.length,
      photos_released: photos,
      publish_log_purged: log.rows,
      audit_purged: journal,
      freed_bytes: pages && worthVacuum(pages) ? pages.freePages * pages.pageSize : 0,
      kept_keys: log.real,
    },
    toBin: stale.first,
    toErase: erasable.first,
    days: limits.days,
  };
}
