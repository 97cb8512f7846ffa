import { binDrafts, restoreDrafts } from '../../drafts/bin-drafts.ts';
import { countDrafts } from '../../drafts/count-drafts.ts';
import { createDraft } from '../../drafts/create-draft.ts';
import { duplicateDraft } from '../../drafts/duplicate-draft.ts';
import { expirePrepared } from '../../drafts/expire-prepared.ts';
import { listDrafts } from '../../drafts/list-drafts.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import { retryDraft } from '../../drafts/retry-draft.ts';
import { saveDraft } from '../../drafts/save-draft.ts';
import type { Handlers } from '../../messaging/server.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

/** What these routes need of the context: tests bring no more. */
export type DraftsContext = Pick<AppContext, 'store' | 'clock' | 'accountId'>;

export const draftsHandlers = {
  'drafts.list': async (query, context) => {
    const { store, clock } = context;
    const accountId = context.accountId();
    // A full store must not hide the list: the status is then only late.
    await expirePrepared(store, accountId, clock);
    return store.read((reader) => {
      const page = listDrafts(reader, accountId, query);
      return page.ok ? ok({ ...page.value, counts: countDrafts(reader, accountId) }) : page;
    });
  },

  'drafts.get': async ({ id }, context) => {
    const { store, clock } = context;
    const accountId = context.accountId();
    await expirePrepared(store, accountId, clock);
    const draft = store.read((reader) => readDraft(reader, accountId, id));
    return draft ? ok(draft) : fail(appError('not_found'));
  },

  'drafts.create': (_request, context) => createDraft(context),
  'drafts.save': (request, context) => saveDraft(context, request),
  'drafts.duplicate': ({ id }, context) => duplicateDraft(context, id),
  'drafts.bin': ({ ids }, context) => binDrafts(context, ids),
  'drafts.restore': ({ ids }, context) => restoreDrafts(context, ids),
  'drafts.retry': ({ id }, context) => retryDraft(context, id),
} satisfies Partial<Handlers<DraftsContext>>;
