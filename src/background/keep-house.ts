import { expirePrepared } from '../drafts/expire-prepared.ts';
import { recheckOutdated } from '../drafts/recheck-outdated.ts';
import { sweepOrphans } from '../photos/sweep-orphans.ts';
import { tendIndex } from '../search/tend-index.ts';
import type { AppContext } from './context.ts';

/** As long as the search index is tended at a stretch; what is left waits for the next time. */
const TEND_MS = 5_000;

/** What is due: previews whose confirmation expired, drafts judged by older rules, photo bytes nothing refers to. */
export async function keepHouse(context: AppContext): Promise<void> {
  await expirePrepared(context.store, context.accountId(), context.clock);
  await recheckOutdated(context.store, context.accountId(), context.clock);
  const until = context.clock.now() + TEND_MS;
  await tendIndex({ store: context.store, goOn: () => context.clock.now() < until });
  // The photos of this account only: those of others lie in databases of their own.
  await context.store.read((reader) => sweepOrphans(context.blobs, reader, context.clock));
}
