import type { DraftStatus } from '../../drafts/draft.ts';
import type { JobStatus } from '../../publish/job.ts';
import type { IconName } from './icons.ts';

/** Status is an icon and a word and a colour, never a colour alone. */
export const DRAFT_ICONS: Record<DraftStatus, IconName> = {
  pending: 'circle-dashed',
  ready: 'check-circle',
  prepared: 'timer',
  published: 'tag-fill',
  error: 'warning-octagon-fill',
  manual: 'hand-palm-fill',
};

export const JOB_ICONS: Record<JobStatus, IconName> = {
  queued: 'clock',
  processing: 'paper-plane-tilt-fill',
  completed: 'check-circle-fill',
  failed: 'x-circle-fill',
  paused: 'pause-fill',
  manual: 'hand-palm-fill',
  unknown: 'seal-question-fill',
  cancelled: 'prohibit',
};
