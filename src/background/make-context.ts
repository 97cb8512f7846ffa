import { browser } from 'wxt/browser';
import { ensureAccount } from '../accounts/ensure-account.ts';
import { ownerId } from '../accounts/known-account.ts';
import { createJobRunner } from '../jobs/job-runner.ts';
import { pruneJob } from '../jobs/prune-job.ts';
import type { PruneDeps } from '../jobs/vacuum-and-prune.ts';
import { openPhotoBlobs } from '../photos/photo-blobs.ts';
import { openTokenKey } from '../publish/token-key.ts';
import { PACE } from '../publish/pace.ts';
import type { QueueHalt } from '../publish/job.ts';
import type { PublishDeps } from '../publish/publish-deps.ts';
import { createQueueRunner } from '../publish/run-queue.ts';
import { createReferenceReader } from '../reference/reference-reader.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { migrations } from '../store/migrations/index.ts';
import { openStore } from '../store/open-store.ts';
import { bundledSqlite } from '../store/bundled-sqlite.ts';
import { disksOf } from '../store/store-disk.ts';
import { StoreError } from '../store/store-errors.ts';
import { webWriterLock } from '../paged-sqlite/writer-lock.ts';
import type { ChangeEvent, Store } from '../store/store.ts';
import { browserDirectTransport } from '../vinted/direct-transport.ts';
import { vintedReads } from '../vinted/vinted-reads.ts';
import { vintedSession } from '../vinted/vinted-session.ts';
import { vintedTabs } from '../vinted/vinted-tabs.ts';
import { setJobAlarm, wakeQueueAt } from './alarms.ts';
import { storageBrowserState } from './browser-state.ts';
import type { AppContext } from './context.ts';
import { e2eHooks } from './e2e-hooks.ts';

/** In builds for tests and benchmarks only; the condition is a constant, so releases do not even hold the file. */
const hooks = import.meta.env.MODE === 'e2e' || import.meta.env.MODE === 'bench' ? e2eHooks : null;

/**
 * Opens everything the worker needs, once per life. A store that can't be opened is an answer (`store_unreadable`,
 * `store_newer`, `storage_full`), never an empty one.
 */
export async function makeContext(options: {
  bootId: string;
  announce(events: ChangeEvent[]): void;
  log: Logger;
}): Promise<Result<AppContext>> {
  const { log } = options;
  try {
    const clock = (await hooks?.clock()) ?? systemClock;
    const store = await openAccountStore(clock);
    await ensureAccount(store, clock);
    const tokenKey = await openTokenKey();
    const blobs = openPhotoBlobs();
    const tabs = vintedTabs(browser.tabs, clock);
    const vinted = vintedSession(tabs, clock);
    const accountId = () => store.read(ownerId);
    let trouble: QueueHalt | null = null;
    const publish: PublishDeps = {
      clock,
      store,
      accountId,
      blobs,
      vinted,
      browserState: storageBrowserState,
      pace: hooks?.pace ?? PACE,
      wakeAt: wakeQueueAt,
      keepAlive,
      trouble: {
        get: () => trouble,
        set: (now) => {
          trouble = now;
          options.announce([{ name: 'queue.changed', ids: [] }]);
        },
      },
      random: Math.random,
      log,
      checkpoint: hooks?.checkpoint ?? (() => Promise.resolve()),
    };
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
      changed: () => options.announce([{ name: 'jobs.changed', ids: [] }]),
      log,
    });
    return ok({
      clock,
      version: browser.runtime.getManifest().version,
      bootId: options.bootId,
      store,
      accountId,
      blobs,
      vinted,
      reference: createReferenceReader({
        store,
        reads: vintedReads(browserDirectTransport(clock), tabs, clock),
        clock,
      }),
      browserState: storageBrowserState,
      queue: createQueueRunner(publish),
      publish,
      jobs,
      prune,
      tokenKey,
      announce: options.announce,
    });
  } catch (error) {
    log.error('the store could not be opened', { error });
    if (error instanceof StoreError) return fail(error.appError);
    throw error;
  }
}

async function openAccountStore(clock: Clock): Promise<Store> {
  const [name, mustExist] = await Promise.all([
    storageBrowserState.get('database'),
    storageBrowserState.get('databaseMade'),
  ]);
  const store = await openStore({
    name,
    disk: disksOf().of(name),
    sqlite: await bundledSqlite(),
    lock: webWriterLock(),
    migrations,
    clock,
    mustExist,
    keepAlive,
  });
  if (!mustExist) await storageBrowserState.set('databaseMade', true);
  return store;
}

/** Any call of the extension's API resets the worker's idle timer; this is the cheapest. */
function keepAlive(): void {
  void browser.runtime.getPlatformInfo();
}
