import { expirePrepared } from '../drafts/expire-prepared.ts';
import { recheckOutdated } from '../drafts/recheck-outdated.ts';
import { sweepOrphans } from '../photos/sweep-orphans.ts';
import type { AppContext } from './context.ts';

/** What is due: previews whose confirmation expired, drafts judged by older rules, photo bytes nothing refers to. */
export async function keepHouse(context: AppContext): Promise<void> {
  await expirePrepared(context.store, context.accountId(), context.clock);
  await recheckOutdated(context.store, context.accountId(), context.clock);
  // The photos of this account only: those of others lie in databases of their own.
  await context.store.read((reader) => sweepOrphans(context.blobs, reader, context.clock));
}
