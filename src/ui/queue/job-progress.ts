import type { JobView } from '../../publish/job.ts';
import type { Reach } from '../../shared/app-error.ts';

export const STAGES = ['session', 'photos', 'create', 'verify'] as const;
export type Stage = (typeof STAGES)[number];
export type StageState = 'done' | 'now' | 'todo';
export type PhotoState = 'sent' | 'sending' | 'waiting';

const PLACE: Record<JobView['stage'], number> = {
  waiting: -1,
  session: 0,
  photos: 1,
  create: 2,
  verify: 3,
  done: 4,
};

/** The four stages of a job with what is behind, what runs, what is to come. */
export function stagesOf(job: Pick<JobView, 'stage'>): { stage: Stage; state: StageState }[] {
  const here = PLACE[job.stage];
  return STAGES.map((stage, place) => ({
    stage,
    state: place < here ? 'done' : place === here ? 'now' : 'todo',
  }));
}

/** How the photo at `index` of the strip stands. Only a job at work has one on its way. */
export function photoState(job: Pick<JobView, 'stage' | 'status' | 'photosDone'>, index: number): PhotoState {
  if (index < job.photosDone) return 'sent';
  const onItsWay = job.status === 'processing' && job.stage === 'photos' && index === job.photosDone;
  return onItsWay ? 'sending' : 'waiting';
}

/** The number to say in "Photo 3 of 7": the one on its way, never more than there are. */
export function photoNumber(job: Pick<JobView, 'photosDone' | 'photosTotal'>): number {
  return Math.min(job.photosDone + 1, job.photosTotal);
}

/** Where Vinted stands while (and after) this job runs. A rehearsal reaches nobody. */
export function reachOf(job: Pick<JobView, 'mode' | 'status' | 'createSent' | 'error'>): Reach {
  if (job.mode === 'rehearsal') return 'none';
  if (job.status === 'completed') return 'sent';
  if (job.error?.reach) return job.error.reach;
  return job.createSent ? 'maybe' : 'none';
}

/** A job that can still be called off: once the create may have left, it can't. */
export function canCancel(job: Pick<JobView, 'status' | 'createSent'>): boolean {
  return !job.createSent && ['queued', 'processing', 'paused', 'manual'].includes(job.status);
}

/** Nothing more will happen to it by itself or by "resume". */
export function isOver(job: Pick<JobView, 'status'>): boolean {
  return job.status === 'completed' || job.status === 'failed' || job.status === 'cancelled';
}

/** Stands still until a person does something. */
export function needsYou(job: Pick<JobView, 'status'>): boolean {
  return job.status === 'manual' || job.status === 'unknown';
}
