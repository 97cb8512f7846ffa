import { readDraft } from '../../drafts/read-draft.ts';
import type { Handlers } from '../../messaging/server.ts';
import { confirmPublication } from '../../publish/confirm-publication.ts';
import { prepareDraft } from '../../publish/prepare-draft.ts';
import { cancelJob, moveJobToTop, pauseQueue, resumeQueue } from '../../publish/queue-commands.ts';
import type { QueueView } from '../../publish/job.ts';
import { queueView, rehearsalOf, tasksOf } from '../../publish/queue-view.ts';
import { resolveUnknown } from '../../publish/resolve-unknown.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

type PublishRoutes =
  | 'vinted.listings.prepare'
  | 'vinted.listings.publish'
  | 'vinted.publish'
  | 'plugin.tasks'
  | 'publish.rehearsal'
  | 'publish.resolve'
  | 'queue.view'
  | 'queue.pause'
  | 'queue.resume'
  | 'queue.cancel'
  | 'queue.moveToTop'
  | 'panic.set';

export const publishHandlers: Pick<Handlers<AppContext>, PublishRoutes> = {
  'vinted.listings.prepare': (request, { publish, tokenKey }) =>
    prepareDraft(publish, tokenKey, request.draft_id, request.mode),

  'vinted.listings.publish': (request, context) =>
    enqueue(context, request.confirm_token, request.idempotency_key ?? null, request.dry_run),

  /** Without a token: a rehearsal of the draft as it stands. With one: what was confirmed, for real. */
  'vinted.publish': async (request, context) => {
    if (request.confirm_token) return enqueue(context, request.confirm_token, null, false);
    const preview = await prepareDraft(context.publish, context.tokenKey, request.draft_id, 'rehearsal');
    return preview.ok ? enqueue(context, preview.value.confirmToken, null, true) : preview;
  },

  'plugin.tasks': (request, { publish }) => {
    const tasks = tasksOf(publish, request.queue_id);
    return Promise.resolve(
      ok({
        tasks: tasks.map((task) => ({
          id: task.id,
          queue_id: task.queueId,
          platform: 'vinted',
          http_method: task.method,
          path: task.path,
          payload: task.payload,
          created_at: task.createdAt,
        })),
      }),
    );
  },

  'publish.rehearsal': (request, { publish }) => Promise.resolve(ok(rehearsalOf(publish, request.draftId))),

  'publish.resolve': async (request, context) => {
    const done = await resolveUnknown(context.publish, request.draftId, request.answer, request.listing);
    if (!done.ok) return done;
    context.queue.wake();
    const draft = context.store.read((reader) => readDraft(reader, context.accountId(), request.draftId));
    return draft ? ok(draft) : fail(appError('not_found'));
  },

  'queue.view': async (_request, { publish }) => ok(await queueView(publish)),
  'queue.pause': async (_request, context) => {
    const done = await pauseQueue(context.publish);
    context.queue.interrupt();
    return viewAfter(context, done);
  },
  'queue.resume': async (_request, context) => {
    const done = await resumeQueue(context.publish);
    context.queue.wake();
    return viewAfter(context, done);
  },
  'queue.cancel': async (request, context) => {
    const done = await cancelJob(context.publish, request.jobId);
    context.queue.interrupt();
    return viewAfter(context, done);
  },
  'queue.moveToTop': async (request, context) =>
    viewAfter(context, await moveJobToTop(context.publish, request.jobId)),
  'panic.set': async (request, context) => {
    await context.browserState.set('panic', request.on);
    context.queue.interrupt();
    context.announce([{ name: 'queue.changed', ids: [] }]);
    return viewAfter(context, ok());
  },
};

async function enqueue(context: AppContext, token: string, idempotencyKey: string | null, dryRun: boolean) {
  const job = await confirmPublication(context.publish, context.tokenKey, { token, idempotencyKey, dryRun });
  if (!job.ok) return job;
  context.queue.wake();
  const { id, draftId, operation } = job.value;
  const message = operation === 'rehearse' ? 'rehearsal queued' : 'publication queued';
  return ok({ draft_id: draftId, status: 'queued' as const, message, queue_id: id, task_id: null });
}

async function viewAfter(context: AppContext, done: Result<unknown>): Promise<Result<QueueView>> {
  return done.ok ? ok(await queueView(context.publish)) : done;
}
