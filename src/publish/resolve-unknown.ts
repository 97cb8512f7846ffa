import { recordListing } from '../listings/record-listing.ts';
import { markPublished } from '../photos/mark-published.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import { moveAlong } from './move-along.ts';
import type { PublishDeps } from './publish-deps.ts';
import { publishLogRepository } from './publish-log-repository.ts';
import { queueRepository } from './queue-repository.ts';
import { queueStateRepository } from './queue-state-repository.ts';

/**
 * After an unknown outcome only the seller can say what is on Vinted. "Online", with the listing's address or number,
 * adopts it; "not online" frees the draft for a new preview. Either lifts the halt that this outcome caused.
 * A listing that was online before the create can't be what came of it.
 * @param listing address (`https://www.vinted.fr/items/123-…`) or number of the listing; needed for `online`
 */
export function resolveUnknown(
  deps: PublishDeps,
  draftId: string,
  answer: 'online' | 'not_online',
  listing: string | null,
): Promise<Result<void>> {
  const nowMs = deps.clock.now();
  const now = isoTime(nowMs);
  const accountId = deps.accountId();
  const queue = queueRepository(accountId);
  return writeResult(deps.store, (tx) => {
    const job = queue.openJobOf(tx, draftId);
    if (!job || job.status !== 'unknown') return fail(appError('not_found'));
    const log = publishLogRepository(accountId);
    if (answer === 'online') {
      const vintedId = listingNumber(listing);
      const wasThereBefore = job.done.baseline?.item_ids.includes(vintedId ?? '') ?? false;
      if (!vintedId || wasThereBefore) return fail(appError('invalid_input', { field: 'listing' }));
      const url = `https://${accountId.split(':')[0]}/items/${vintedId}`;
      recordListing(tx, {
        accountId,
        draftId,
        vintedId,
        url,
        title: job.context.item.title,
        priceCents: job.context.item.priceCents,
        verifiedAt: null,
        snapshot: {
          item: job.context.item,
          photos: job.context.photos,
          content_hash: job.context.contentHash,
        },
        now,
      });
      moveAlong(tx, job, 'published', 'adopted', null, now);
      markPublished(tx, accountId, draftId, now);
      log.close(tx, job.publishLogId, { status: 'ok', listingUrl: url }, now);
      const done = { ...job.done, vinted_id: vintedId, url, listing_created: true };
      queue.update(tx, job.id, { status: 'completed', done, error: null, finishedAt: now }, now);
    } else {
      moveAlong(tx, job, 'ready', 'not online', null, now);
      log.close(tx, job.publishLogId, { status: 'error', error: job.error }, now);
      queue.update(tx, job.id, { status: 'failed', finishedAt: now }, now);
    }
    const state = queueStateRepository.read(tx);
    const othersInDoubt = queue.open(tx).some((other) => other.status === 'unknown');
    if (state.halt?.error.code === 'outcome_unknown' && !othersInDoubt) {
      queueStateRepository.write(tx, { ...state, halt: null }, now);
    }
    return ok();
  });
}

function listingNumber(text: string | null): string | null {
  return /^\s*(?:https:\/\/[^/]+\/items\/)?(\d{3,16})(?:[-/?#].*)?\s*$/.exec(text ?? '')?.[1] ?? null;
}
