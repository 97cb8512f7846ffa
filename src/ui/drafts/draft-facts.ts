import type { DraftSummary } from '../../drafts/draft.ts';
import type { JobView } from '../../publish/job.ts';
import { minutesLeft } from '../queue/pace-tape.ts';

/** What a row says about its state: that of its running job where it has one, else its own. */
export type RowState =
  | { kind: 'job'; status: JobView['status']; photo: { n: number; total: number } | null }
  | { kind: 'draft'; status: DraftSummary['status']; count: number | null; minutes: number | null };

/** What of a draft its state is told by; a row of the list and the editor both have it. */
export type StatedDraft = Pick<DraftSummary, 'id' | 'status' | 'blockers' | 'locked' | 'preparedUntil'>;

export function rowState(draft: StatedDraft, job: JobView | undefined, nowMs: number): RowState {
  if (job && draft.locked) {
    const sending = job.status === 'processing' && job.stage === 'photos' && job.photosTotal > 0;
    const photo = sending
      ? { n: Math.min(job.photosDone + 1, job.photosTotal), total: job.photosTotal }
      : null;
    return { kind: 'job', status: job.status, photo };
  }
  return {
    kind: 'draft',
    status: draft.status,
    count: draft.status === 'pending' && draft.blockers > 0 ? draft.blockers : null,
    minutes:
      draft.status === 'prepared' && draft.preparedUntil ? minutesLeft(draft.preparedUntil, nowMs) : null,
  };
}
