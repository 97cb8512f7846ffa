import { isoTime } from '../shared/clock.ts';
import { newId, newSessionUuid } from '../shared/ids.ts';
import type { Transaction } from '../store/store.ts';
import type { VintedPage } from '../vinted/vinted.ts';
import { payloadOf, routeOf } from './call-step.ts';
import type { Accumulated } from './job-data.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository, type Job } from './queue-repository.ts';
import { uploadSessionIsOver, type Step } from './steps.ts';
import { taskRepository, type Task } from './task-repository.ts';

/**
 * Makes durable that a call is about to leave, under which request id and from which page.
 * @returns null when the job was cancelled meanwhile: then nothing may leave
 */
export function writeIntent(
  deps: PublishDeps,
  job: Job,
  step: Step,
  page: VintedPage,
  atMs: number,
): Promise<Task | null> {
  return deps.store.write((tx) => insertIntent(tx, job.accountId, job.id, step, page, atMs));
}

/** The same inside a transaction that is already open: an outcome and the next intent share a commit. */
export function insertIntent(
  tx: Transaction,
  accountId: string,
  jobId: string,
  step: Step,
  page: VintedPage,
  atMs: number,
): Task | null {
  const queue = queueRepository(accountId);
  const tasks = taskRepository(accountId);
  const job = queue.find(tx, jobId);
  if (!job || (job.status !== 'queued' && job.status !== 'processing')) return null;
  const done = step.kind === 'photo' ? withUploadSession(job.done, atMs) : job.done;
  const current: Job = { ...job, done };
  const route = routeOf(step, current);
  const id = newId(atMs);
  tasks.insert(
    tx,
    {
      id,
      queueId: jobId,
      step: step.name,
      attempt: done.failing_step === step.name ? done.attempts + 1 : 1,
      method: route.method,
      path: route.path,
      payload: payloadOf(step, current),
      status: 'intended',
      requestId: id,
      pageId: page.pageId,
      tabId: page.tabId,
    },
    isoTime(atMs),
  );
  queue.update(tx, jobId, { status: 'processing', currentStep: step.name, done }, isoTime(atMs));
  return tasks.openIntent(tx, jobId);
}

/** A step of a dry run that would have an effect: written down as it would be sent, and not sent. */
export async function recordRehearsedStep(deps: PublishDeps, job: Job, step: Step): Promise<void> {
  const atMs = deps.clock.now();
  const now = isoTime(atMs);
  const started = step.kind === 'photo' ? withUploadSession(job.done, atMs) : job.done;
  const current: Job = { ...job, done: started };
  const route = routeOf(step, current);
  await deps.store.write((tx) => {
    taskRepository(job.accountId).insert(
      tx,
      {
        id: newId(atMs),
        queueId: job.id,
        step: step.name,
        attempt: 1,
        method: route.method,
        path: route.path,
        payload: payloadOf(step, current),
        status: 'rehearsed',
        finishedAt: now,
      },
      now,
    );
    queueRepository(job.accountId).update(
      tx,
      job.id,
      { status: 'processing', currentStep: step.name, done: rehearsed(started, step, now) },
      now,
    );
  });
}

function rehearsed(done: Accumulated, step: Step, now: string): Accumulated {
  switch (step.kind) {
    case 'photo':
      return { ...done, photos: [...done.photos, { sha256: step.sha256, id: 0, orientation: 0, at: now }] };
    case 'create':
      return { ...done, listing_created: true };
    case 'verify':
      return { ...done, verified: 'rehearsed' };
    case 'read':
      throw new Error('a read has no effect: it is made, not rehearsed');
  }
}

/** Photos belong to one upload session; after three hours they are sent again under a new one. */
function withUploadSession(done: Accumulated, atMs: number): Accumulated {
  if (done.upload_session_id && !uploadSessionIsOver(done, atMs)) return done;
  return { ...done, upload_session_id: newSessionUuid(), session_started_at: isoTime(atMs), photos: [] };
}
