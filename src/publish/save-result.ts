import { recordListing } from '../listings/record-listing.ts';
import { markPublished } from '../photos/mark-published.ts';
import { isoTime } from '../shared/clock.ts';
import { moveAlong } from './move-along.ts';
import { publishLogRepository } from './publish-log-repository.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository, type Job } from './queue-repository.ts';

/** A real ok, in one transaction: listing with a full snapshot, draft published, photos marked, log ok, job done. */
export function savePublication(deps: PublishDeps, job: Job): Promise<void> {
  const now = isoTime(deps.clock.now());
  const { done, context } = job;
  return deps.store.write((tx) => {
    recordListing(tx, {
      accountId: job.accountId,
      draftId: job.draftId,
      vintedId: done.vinted_id!,
      url: done.url!,
      title: context.item.title,
      priceCents: context.item.priceCents,
      verifiedAt: done.verified === 'ok' ? now : null,
      snapshot: {
        item: context.item,
        photos: context.photos,
        uploaded: done.photos,
        content_hash: context.contentHash,
      },
      now,
    });
    moveAlong(tx, job, 'published', 'published', null, now);
    markPublished(tx, job.accountId, job.draftId, now);
    publishLogRepository(job.accountId).close(
      tx,
      job.publishLogId,
      { status: 'ok', listingUrl: done.url },
      now,
    );
    queueRepository(job.accountId).update(
      tx,
      job.id,
      { status: 'completed', currentStep: 'save', finishedAt: now, error: done.verify_error },
      now,
    );
  });
}

/** The end of a dry run: nothing was sent that has an effect; the draft is ready again. */
export function saveRehearsal(deps: PublishDeps, job: Job): Promise<void> {
  const now = isoTime(deps.clock.now());
  return deps.store.write((tx) => {
    moveAlong(tx, job, 'ready', 'rehearsed', null, now);
    publishLogRepository(job.accountId).close(tx, job.publishLogId, { status: 'ok' }, now);
    queueRepository(job.accountId).update(
      tx,
      job.id,
      { status: 'completed', currentStep: 'save', finishedAt: now, error: null },
      now,
    );
  });
}
