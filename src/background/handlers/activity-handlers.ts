import { bringBack, draftAt } from '../../activity/draft-at.ts';
import { listActivity } from '../../activity/list-activity.ts';
import { planUndo, undoOperation, type ActivityDeps } from '../../activity/undo-operation.ts';
import type { Handlers } from '../../messaging/server.ts';
import { haltAccount } from '../../publish/end-job.ts';
import { appError } from '../../shared/app-error.ts';
import { ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

export type ActivityContext = Pick<AppContext, 'store' | 'clock' | 'accountId'>;

export const activityHandlers = {
  'activity.list': (query, { store, accountId }) =>
    Promise.resolve(ok(store.read((reader) => listActivity(reader, accountId(), query)))),
  'activity.plan': ({ operationId }, context) => planUndo(context, operationId),
  'activity.undo': (request, context) => undoOperation(depsOf(context), request),
  'activity.draftAt': ({ draftId, moment }, { store, accountId }) =>
    Promise.resolve(store.read((reader) => draftAt(reader, accountId(), draftId, moment))),
  'activity.bringBack': ({ draftId, moment }, context) => bringBack(depsOf(context), draftId, moment),
} satisfies Partial<Handlers<ActivityContext>>;

function depsOf({ store, clock, accountId }: ActivityContext): ActivityDeps {
  return {
    store,
    clock,
    accountId,
    haltQueue: (tx) => haltAccount(tx, appError('look_first', { reach: 'none' }), null, clock.now()),
  };
}
