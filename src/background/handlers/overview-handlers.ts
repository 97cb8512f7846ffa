import { knownAccount } from '../../accounts/known-account.ts';
import { countDrafts } from '../../drafts/count-drafts.ts';
import { expirePrepared } from '../../drafts/expire-prepared.ts';
import type { Handlers } from '../../messaging/server.ts';
import { photoUsage } from '../../photos/photo-usage.ts';
import { queueView } from '../../publish/queue-view.ts';
import { ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

export type OverviewContext = Pick<AppContext, 'store' | 'clock' | 'accountId' | 'publish'>;

export const overviewHandlers = {
  overview: async (_request, context) => {
    const { store, clock, publish } = context;
    const accountId = context.accountId();
    await expirePrepared(store, accountId, clock);
    const queue = await queueView(publish);
    return store.read((reader) =>
      ok({
        account: knownAccount(reader),
        counts: countDrafts(reader, accountId),
        queue,
        photos: photoUsage(reader, accountId),
      }),
    );
  },
} satisfies Partial<Handlers<OverviewContext>>;
