import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import { applyEnding } from './end-job.ts';
import { withNewPreflight } from './job-data.ts';
import { moveAlong } from './move-along.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository } from './queue-repository.ts';
import { queueStateRepository } from './queue-state-repository.ts';
import { taskRepository } from './task-repository.ts';

/** The seller's pause: what is on its way is finished, nothing new leaves. */
export function pauseQueue(deps: PublishDeps): Promise<Result<void>> {
  return writeResult(deps.store, (tx) => {
    const state = queueStateRepository.read(tx);
    queueStateRepository.write(tx, { ...state, paused: true }, isoTime(deps.clock.now()));
    return ok();
  });
}

/**
 * Lifts pause and halt, by hand only. Jobs that waited for a human go back into the line, with a new preflight; those
 * in doubt stay where they are, and while there is one, the account stays halted.
 * @returns `rate_limited` before the time Vinted asked for · `outcome_unknown` while an outcome is unresolved
 */
export function resumeQueue(deps: PublishDeps): Promise<Result<void>> {
  const nowMs = deps.clock.now();
  const now = isoTime(nowMs);
  const queue = queueRepository(deps.accountId());
  return writeResult(deps.store, (tx) => {
    const state = queueStateRepository.read(tx);
    const jobs = queue.open(tx);
    const inDoubt = jobs.find((job) => job.status === 'unknown');
    if (inDoubt) return fail(inDoubt.error ?? appError('outcome_unknown', { reach: 'maybe' }));
    const resumeAfter = state.halt?.resumeAfter;
    if (resumeAfter && now < resumeAfter) {
      return fail(appError('rate_limited', { params: { resume: resumeAfter }, reach: 'none' }));
    }
    queueStateRepository.write(tx, { paused: false, halt: null }, now);
    for (const job of jobs) {
      if (job.status !== 'paused' && job.status !== 'manual') continue;
      queue.update(tx, job.id, { status: 'queued', error: null, done: withNewPreflight(job.done) }, now);
      moveAlong(tx, job, 'prepared', 'resumed', null, now);
    }
    return ok();
  });
}

/**
 * Takes a job out of the line for good; its draft is ready again. Refused once the create may have left: from then on
 * only its outcome ends the job.
 */
export function cancelJob(deps: PublishDeps, jobId: string): Promise<Result<void>> {
  const queue = queueRepository(deps.accountId());
  const tasks = taskRepository(deps.accountId());
  return writeResult(deps.store, (tx) => {
    const job = queue.find(tx, jobId);
    if (!job) return fail(appError('not_found'));
    if (job.finishedAt) return fail(appError('conflict', { params: { time: job.finishedAt } }));
    if (job.operation !== 'rehearse' && tasks.createMayHaveLeft(tx, jobId)) {
      return fail(appError('outcome_unknown', { reach: 'maybe', params: { time: job.updatedAt } }));
    }
    const error = appError('cancelled', { reach: 'none' });
    applyEnding(tx, job, { job: 'cancelled', draft: 'ready', log: 'error', error }, deps.clock.now());
    return ok();
  });
}

/** Puts a waiting job before all others; the one that runs is not disturbed. */
export function moveJobToTop(deps: PublishDeps, jobId: string): Promise<Result<void>> {
  const queue = queueRepository(deps.accountId());
  return writeResult(deps.store, (tx) => {
    const job = queue.find(tx, jobId);
    if (!job) return fail(appError('not_found'));
    const now = isoTime(deps.clock.now());
    const running = queue.open(tx).find((other) => other.status === 'processing');
    queue.moveToTop(tx, jobId, now);
    if (running && running.id !== jobId) queue.moveToTop(tx, running.id, now);
    return ok();
  });
}
