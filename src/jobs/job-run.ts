import type { AppError } from '../shared/app-error.ts';
import type { DailyJob } from './daily-jobs.ts';

export type JobRunStatus = 'running' | 'done' | 'failed' | 'cancelled';

/** One line of the diary of jobs. Times are ISO. */
export interface JobRun {
  id: string;
  job: DailyJob;
  /** The seller's day a daily run is for; null for one started by hand. */
  localDate: string | null;
  plannedFor: string;
  startedAt: string;
  finishedAt: string | null;
  status: JobRunStatus;
  /** How often it was taken up again after the worker died. */
  resumed: number;
  counts: Record<string, number>;
  error: AppError | null;
}

/** What runs at this moment in this life of the worker. */
export interface RunningJob {
  runId: string;
  job: DailyJob;
  progress: { stage: string; done: number; total: number } | null;
  cancelling: boolean;
}

/** The diary, and what stands ahead. */
export interface JobsView {
  running: RunningJob | null;
  /** Newest first. */
  runs: JobRun[];
  next: { job: DailyJob; at: string }[];
}
