import type { DraftStatus } from '../drafts/draft.ts';
import type { AppError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import type { Transaction } from '../store/store.ts';
import type { JobStatus } from './job.ts';
import { moveAlong } from './move-along.ts';
import { publishLogRepository } from './publish-log-repository.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository, type Job } from './queue-repository.ts';
import { queueStateRepository } from './queue-state-repository.ts';

/** How a job leaves the line (for good, or until a human resumes it), and what that means for draft, log and account. */
export interface JobEnding {
  job: Extract<JobStatus, 'paused' | 'manual' | 'failed' | 'unknown' | 'cancelled'>;
  /** The draft's next status; null where the draft is gone. */
  draft: Extract<DraftStatus, 'prepared' | 'ready' | 'manual' | 'error'> | null;
  /** Null: the publication is still queued and may go on. */
  log: 'manual' | 'error' | null;
  /** Present: everything for the account stops until the seller resumes, at the earliest after `resumeAfterMs`. */
  halt?: { resumeAfterMs?: number | null };
  error: AppError;
}

/** Writes an ending in one transaction; none for a job that left the line meanwhile: the seller's cancel stands. */
export function endJob(deps: PublishDeps, { id, accountId }: Job, ending: JobEnding): Promise<void> {
  return deps.store.write((tx) => {
    const job = queueRepository(accountId).find(tx, id);
    if (job?.status === 'queued' || job?.status === 'processing')
      applyEnding(tx, job, ending, deps.clock.now());
  });
}

export function applyEnding(tx: Transaction, job: Job, ending: JobEnding, nowMs: number): void {
  const now = isoTime(nowMs);
  const final = ending.job === 'failed' || ending.job === 'cancelled';
  queueRepository(job.accountId).update(
    tx,
    job.id,
    { status: ending.job, error: ending.error, finishedAt: final ? now : null },
    now,
  );
  if (ending.draft) {
    moveAlong(tx, job, ending.draft, ending.error.code, ending.error, now);
  }
  if (ending.log) {
    publishLogRepository(job.accountId).close(
      tx,
      job.publishLogId,
      { status: ending.log, error: ending.error },
      now,
    );
  }
  if (ending.halt) haltAccount(tx, ending.error, ending.halt.resumeAfterMs ?? null, nowMs);
}

/** Nothing goes on for the account until the seller resumes, at the earliest after `resumeAfterMs`. */
export function haltAccount(
  tx: Transaction,
  error: AppError,
  resumeAfterMs: number | null,
  nowMs: number,
): void {
  const since = isoTime(nowMs);
  const resumeAfter = resumeAfterMs ? isoTime(nowMs + resumeAfterMs) : null;
  const state = queueStateRepository.read(tx);
  queueStateRepository.write(tx, { ...state, halt: { error, since, resumeAfter } }, since);
}
