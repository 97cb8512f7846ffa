import { listListings } from '../../listings/list-listings.ts';
import type { Handlers } from '../../messaging/server.ts';
import { ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

export type ListingsContext = Pick<AppContext, 'store' | 'accountId'>;

export const listingsHandlers = {
  'listings.list': ({ limit }, { store, accountId }) => {
    const account = accountId();
    return Promise.resolve(ok({ listings: store.read((reader) => listListings(reader, account, limit)) }));
  },
} satisfies Partial<Handlers<ListingsContext>>;
