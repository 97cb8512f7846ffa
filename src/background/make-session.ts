import { createJobRunner } from '../jobs/job-runner.ts';
import { pruneJob } from '../jobs/prune-job.ts';
import type { PruneDeps } from '../jobs/vacuum-and-prune.ts';
import { setJobAlarm } from './alarms.ts';
import type { QueueHalt } from '../publish/job.ts';
import type { PublishDeps } from '../publish/publish-deps.ts';
import { createQueueRunner } from '../publish/run-queue.ts';
import { openPhotosOf } from '../photos/photo-databases.ts';
import { createReferenceReader } from '../reference/reference-reader.ts';
import type { VintedReads } from '../reference/vinted-reads.ts';
import { ownerId } from '../accounts/known-account.ts';
import type { AccountControl } from './account-control.ts';
import type { AccountSession } from './account-sessions.ts';
import type { AppContext } from './context.ts';
import type { OpenDatabase } from './open-database.ts';

/** What every account shares: made once per life of the worker. */
export interface SharedParts
  extends
    Pick<
      AppContext,
      'clock' | 'version' | 'bootId' | 'vinted' | 'browserState' | 'tokenKey' | 'announce' | 'accounts'
    >,
    Pick<PublishDeps, 'pace' | 'wakeAt' | 'keepAlive' | 'random' | 'log' | 'checkpoint'> {
  reads: VintedReads;
  accounts: AccountControl;
}

/** The parts of an account's own, around its open database: photos, reference data, queue. */
export function makeSession(opened: OpenDatabase, shared: SharedParts): AccountSession {
  const { pace, wakeAt, keepAlive, random, log, checkpoint, reads, ...common } = shared;
  const { store, datasetId } = opened;
  const { clock, vinted, browserState, announce } = common;
  const accountId = () => store.read(ownerId);
  const blobs = openPhotosOf(datasetId);
  let trouble: QueueHalt | null = null;
  const publish: PublishDeps = {
    clock,
    store,
    accountId,
    blobs,
    vinted,
    browserState,
    pace,
    wakeAt,
    keepAlive,
    trouble: {
      get: () => trouble,
      set: (now) => {
        trouble = now;
        announce([{ name: 'queue.changed', ids: [] }]);
      },
    },
    random,
    log,
    checkpoint,
  };
  const queue = createQueueRunner(publish);
  const reference = createReferenceReader({ store, reads, clock });
  const prune: PruneDeps = {
    store,
    clock,
    accountId,
    keepSnapshot: () => store.keepSnapshot('purge'),
    space: { stats: () => store.pageStats(), vacuum: (pages) => store.vacuum(pages) },
  };
  const jobs = createJobRunner({
    store,
    clock,
    timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    bodies: { prune: pruneJob(prune) },
    setAlarm: setJobAlarm,
    changed: () => announce([{ name: 'jobs.changed', ids: [] }]),
    log,
  });
  return {
    ...opened,
    context: { ...common, store, datasetId, accountId, blobs, reference, queue, publish, jobs, prune },
    async close() {
      await queue.close();
      await jobs.close();
      await store.close();
      blobs.close();
    },
  };
}
