import { previewPrune } from '../../jobs/preview-prune.ts';
import type { Handlers } from '../../messaging/server.ts';
import { ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

export type JobContext = Pick<AppContext, 'jobs' | 'prune'>;

export const jobHandlers = {
  'storage.prune.preview': async ({ sample }, { prune }) => ok(await previewPrune(prune, sample)),

  'storage.prune.runNow': async (_request, { jobs }) => {
    const run = await jobs.runNow('prune');
    return run.ok ? ok({ run: run.value }) : run;
  },

  'storage.prune.cancel': (_request, { jobs }) => Promise.resolve(ok({ cancelled: jobs.cancel('prune') })),

  'jobs.recent': ({ limit }, { jobs }) => Promise.resolve(ok(jobs.view(limit))),
} satisfies Partial<Handlers<JobContext>>;
