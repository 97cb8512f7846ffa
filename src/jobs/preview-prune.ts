import { countOldJournal } from '../accounts/purge-journal.ts';
import { prunableDrafts } from '../drafts/prune-drafts.ts';
import { countErasablePhotos } from '../photos/erase-photos.ts';
import { heldPhotos } from '../publish/held-photos.ts';
import { countPurgeableLog } from '../publish/purge-publish-log.ts';
import type { Reader } from '../store/store.ts';
import type { PrunePreview } from './prune.ts';
import { pruneLimits } from './prune-limits.ts';
import { worthVacuum, type PageStats } from './worth-vacuum.ts';

/**
 * What a prune would do now. Only reads.
 * @param sample how many drafts of each kind are named
 * @param pages the free pages of the database today; what the prune frees itself is not foreseen
 */
export function previewPrune(
  reader: Reader,
  accountId: string,
  nowMs: number,
  sample: number,
  pages: PageStats | null,
): PrunePreview {
  const limits = pruneLimits(reader, accountId, nowMs);
  const bin = { before: limits.binBefore, held: heldPhotos(reader, accountId) };
  const drafts = prunableDrafts(reader, accountId, limits.draftsBefore, bin, sample);
  const log = countPurgeableLog(reader, accountId, limits.logBefore);
  return {
    counts: {
      drafts_to_bin: drafts.stale,
      bin_erased: drafts.erasableIds.length,
      photos_released: countErasablePhotos(reader, accountId, {
        ...bin,
        draftIds: drafts.erasableIds,
      }),
      publish_log_purged: log.rows,
      audit_purged: countOldJournal(reader, accountId, limits.auditBefore),
      freed_bytes: pages && worthVacuum(pages) ? pages.freePages * pages.pageSize : 0,
      kept_keys: log.real,
    },
    toBin: drafts.staleFirst,
    toErase: drafts.erasableFirst,
    days: limits.days,
  };
}
