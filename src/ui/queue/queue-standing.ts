import type { JobView, QueueHalt, QueueView } from '../../publish/job.ts';
import { needsYou } from './job-progress.ts';

/** The one thing about the queue that a seller should see first. */
export type QueueStanding =
  | { kind: 'panic' }
  | { kind: 'halt'; halt: QueueHalt; job: JobView | null }
  | { kind: 'trouble'; job: JobView }
  | { kind: 'running'; job: JobView }
  | { kind: 'paused' }
  | { kind: 'waiting' }
  | { kind: 'empty' };

/**
 * Panic before anything else, then what stopped the queue, then an outcome only the seller can tell, then what runs.
 */
export function standingOf(view: QueueView): QueueStanding {
  if (view.panic) return { kind: 'panic' };
  if (view.halt) return { kind: 'halt', halt: view.halt, job: jobBehind(view, view.halt) };
  const unknown = view.jobs.find((job) => job.status === 'unknown');
  if (unknown) return { kind: 'trouble', job: unknown };
  const running = view.jobs.find((job) => job.status === 'processing');
  if (running) return { kind: 'running', job: running };
  const stuck = view.jobs.find((job) => job.error && (job.status === 'manual' || job.status === 'paused'));
  if (stuck) return { kind: 'trouble', job: stuck };
  if (view.paused) return { kind: 'paused' };
  return { kind: view.jobs.some((job) => job.status === 'queued') ? 'waiting' : 'empty' };
}

/** The job that brought the halt: the one with the same failure, else the first that stands still with one. */
export function jobBehind(view: QueueView, halt: QueueHalt): JobView | null {
  const still = view.jobs.filter((job) => needsYou(job) || job.status === 'paused');
  return still.find((job) => job.error?.code === halt.error.code) ?? still.find((job) => job.error) ?? null;
}

/** The job of a draft, unfinished first, else the newest finished one. */
export function jobOfDraft(view: QueueView, draftId: string): JobView | null {
  return (
    view.jobs.find((job) => job.draftId === draftId) ??
    view.recent.find((job) => job.draftId === draftId) ??
    null
  );
}

export function jobById(view: QueueView, jobId: string): JobView | null {
  return [...view.jobs, ...view.recent].find((job) => job.id === jobId) ?? null;
}

/** Waiting jobs in order, without the one at work and without those that need somebody. */
export function waitingJobs(view: QueueView): JobView[] {
  return view.jobs.filter((job) => job.status === 'queued' || (job.status === 'paused' && !job.error));
}

/** May the seller resume now? A halt can name a time before which Vinted asked to wait. */
export function resumeFrom(view: QueueView, nowMs: number): string | null {
  const after = view.halt?.resumeAfter;
  return after && Date.parse(after) > nowMs ? after : null;
}
