import { readDrafts } from '../drafts/read-draft.ts';
import { isoTime } from '../shared/clock.ts';
import type { JobView, QueueView, TaskView } from './job.ts';
import { paceNow, paceView } from './pace-of-account.ts';
import { plannedTimes } from './pace.ts';
import type { Reader } from '../store/store.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository, type Job } from './queue-repository.ts';
import { queueStateRepository } from './queue-state-repository.ts';
import { stageOf } from './steps.ts';
import { taskRepository, type Task } from './task-repository.ts';

const RECENT = 20;

/** The queue as the interface shows it: clock, halt, jobs in order with their planned times, and the last results. */
export async function queueView(deps: PublishDeps): Promise<QueueView> {
  const nowMs = deps.clock.now();
  const panic = await deps.browserState.get('panic');
  const pace = await paceNow(deps);
  const queue = queueRepository(deps.accountId());
  return deps.store.read((reader) => {
    const open = queue.open(reader);
    const waiting = open.filter((job) => job.operation === 'publish_product' && job.status === 'queued');
    const times = plannedTimes(waiting.length, pace.creates, pace.limits, deps.pace, nowMs);
    const planned = new Map(waiting.map((job, i) => [job.id, times[i]!]));
    const state = queueStateRepository.read(reader);
    return {
      panic,
      paused: state.paused,
      halt: state.halt ?? deps.trouble.get(),
      pace: paceView(pace, nowMs),
      jobs: viewsOf(reader, deps, open).map((view) => {
        const at = planned.get(view.id);
        return at !== undefined && at > nowMs ? { ...view, plannedAt: isoTime(at) } : view;
      }),
      recent: viewsOf(reader, deps, queue.recent(reader, RECENT)),
    };
  });
}

/** The steps of a draft's last rehearsal, in order; null when it was never rehearsed. */
export function rehearsalOf(deps: PublishDeps, draftId: string): { job: JobView; tasks: TaskView[] } | null {
  const accountId = deps.accountId();
  return deps.store.read((reader) => {
    const job = queueRepository(accountId).latestJobOf(reader, draftId, 'rehearse');
    if (!job) return null;
    return {
      job: viewsOf(reader, deps, [job])[0]!,
      tasks: taskRepository(accountId).ofJob(reader, job.id).map(taskView),
    };
  });
}

function viewsOf(reader: Reader, deps: PublishDeps, jobs: Job[]): JobView[] {
  const accountId = deps.accountId();
  const drafts = readDrafts(reader, accountId, [...new Set(jobs.map((job) => job.draftId))]);
  const references = new Map(drafts.map((draft) => [draft.id, draft.piece?.reference ?? null]));
  const tasks = taskRepository(accountId);
  return jobs.map((job) => ({
    id: job.id,
    draftId: job.draftId,
    reference: references.get(job.draftId) ?? null,
    title: job.context.item.title,
    priceCents: job.context.item.priceCents,
    coverSha256: job.context.photos[0]?.sha256 ?? null,
    mode: job.context.mode,
    status: job.status,
    currentStep: job.currentStep,
    stage: stageOf(job.currentStep, job.status, job.done.photos.length < job.context.photos.length),
    photosDone: job.done.photos.length,
    photosTotal: job.context.photos.length,
    photoSha256s: job.context.photos.map((photo) => photo.sha256),
    error: job.error,
    plannedAt: null,
    expiresAt: job.expiresAt,
    createSent: job.operation === 'publish_product' && tasks.createMayHaveLeft(reader, job.id),
    listingUrl: job.done.url,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
  }));
}

/** Without the ids by which answers are recalled: those are nobody's business but the worker's. */
function taskView(task: Task): TaskView {
  const { id, step, attempt, method, path, payload, status, result, error, startedAt, finishedAt } = task;
  return { id, step, attempt, method, path, payload, status, result, error, startedAt, finishedAt };
}

/** The tasks of a job as they were sent or would be, in order (route `plugin.tasks`). */
export function tasksOf(
  deps: PublishDeps,
  jobId: string,
): Pick<Task, 'id' | 'queueId' | 'method' | 'path' | 'payload' | 'createdAt'>[] {
  return deps.store.read((reader) => taskRepository(deps.accountId()).ofJob(reader, jobId));
}
