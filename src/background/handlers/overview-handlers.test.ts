import { describe, expect, it } from 'vitest';
import { publishRig, ACCOUNT } from '../../publish/test-rig.ts';
import { listingsHandlers, type ListingsContext } from './listings-handlers.ts';
import { overviewHandlers, type OverviewContext } from './overview-handlers.ts';
import { asPage, valueOf } from './test-ask.ts';

const LEA = { id: ACCOUNT, login: 'lea.vestiaire', domain: 'www.vinted.fr' };

describe('overview', () => {
  it('shows account, drafts, queue and photos at a glance', async () => {
    const rig = await publishRig();
    await rig.seed(3);
    await rig.enqueue(await rig.seed(2, 'draft-2'), 'rehearsal');
    const context: OverviewContext = { ...rig, accountId: () => ACCOUNT, publish: rig.deps };
    const ask = asPage<OverviewContext, typeof overviewHandlers>(overviewHandlers, () => context);
    const overview = valueOf(await ask('overview'));
    expect(overview.account).toEqual({ owner: LEA, signedIn: null, adoptionNeeded: false, checkedAt: null });
    expect(overview.counts).toMatchObject({ ready: 1, prepared: 1, all: 2, bin: 0 });
    expect(overview.photos).toEqual({ count: 5, bytes: 45 });
    expect(overview.queue.jobs).toMatchObject([{ draftId: 'draft-2', mode: 'rehearsal', status: 'queued' }]);
  });

  it('does not show a confirmation that has expired', async () => {
    const rig = await publishRig();
    await rig.prepare(await rig.seed(3));
    const context: OverviewContext = { ...rig, accountId: () => ACCOUNT, publish: rig.deps };
    const ask = asPage<OverviewContext, typeof overviewHandlers>(overviewHandlers, () => context);
    expect(valueOf(await ask('overview')).counts).toMatchObject({ prepared: 1, ready: 0 });
    rig.clock.time += 31 * 60_000;
    expect(valueOf(await ask('overview')).counts).toMatchObject({ prepared: 0, ready: 1 });
  });
});

describe('listings.list', () => {
  it('shows what was published, newest first, of this account', async () => {
    const rig = await publishRig();
    for (const id of ['draft-1', 'draft-2']) {
      await rig.enqueue(await rig.seed(1, id));
      await rig.live();
      rig.clock.time += 120_000;
    }
    await rig.live();
    let accountId = ACCOUNT;
    const ask = asPage<ListingsContext, typeof listingsHandlers>(listingsHandlers, () => ({
      store: rig.store,
      accountId: () => accountId,
    }));
    const { listings } = valueOf(await ask('listings.list'));
    expect(listings).toMatchObject([
      { draftId: 'draft-2', vintedId: '7000000002', priceCents: 1250, status: 'active' },
      { draftId: 'draft-1', vintedId: '7000000001', priceCents: 1250, status: 'active' },
    ]);
    expect(valueOf(await ask('listings.list', { limit: 1 })).listings).toHaveLength(1);
    accountId = 'local';
    expect(valueOf(await ask('listings.list')).listings).toEqual([]);
  });
});
