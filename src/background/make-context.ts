import { browser } from 'wxt/browser';
import { openTokenKey } from '../publish/token-key.ts';
import { PACE } from '../publish/pace.ts';
import { photoDatasets, removePhotosOf, sizeOfPhotos } from '../photos/photo-databases.ts';
import { systemClock } from '../shared/clock.ts';
import type { PagedSqlite } from '../paged-sqlite/sqlite.ts';
import { webWriterLock } from '../paged-sqlite/writer-lock.ts';
import type { Logger } from '../shared/logger.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { bundledSqlite } from '../store/bundled-sqlite.ts';
import { databaseShelf } from '../store/database-shelf.ts';
import { migrations } from '../store/migrations/index.ts';
import { disksOf } from '../store/store-disk.ts';
import { StoreError } from '../store/store-errors.ts';
import type { ChangeEvent } from '../store/store.ts';
import { browserDirectTransport } from '../vinted/direct-transport.ts';
import { vintedReads } from '../vinted/vinted-reads.ts';
import { vintedSession } from '../vinted/vinted-session.ts';
import { vintedTabs } from '../vinted/vinted-tabs.ts';
import { accountControl } from './account-control.ts';
import { AccountSessions, type AccountSession } from './account-sessions.ts';
import { wakeQueueAt } from './alarms.ts';
import { bookIn, storageBrowserState } from './browser-state.ts';
import { e2eHooks } from './e2e-hooks.ts';
import { makeSession, type SharedParts } from './make-session.ts';
import { turnOverOnce } from './turn-over-once.ts';

/** In builds for tests and benchmarks only; the condition is a constant, so releases do not even hold the file. */
const hooks = import.meta.env.MODE === 'e2e' || import.meta.env.MODE === 'bench' ? e2eHooks : null;

export interface WorkerStart {
  bootId: string;
  announce(events: ChangeEvent[]): void;
  /** An account is open: at the start, and after each change. */
  onOpened(session: AccountSession): void;
  onSwitched(datasetId: string): void;
  /** Nothing is open any more: the next message starts anew. */
  onBroken(): void;
  log: Logger;
}

/**
 * Opens everything the worker needs, once per life, and the account it was left with. A store that can't be opened is
 * an answer (`store_unreadable`, `store_newer`, `storage_full`), never an empty one.
 */
export async function makeContext(start: WorkerStart): Promise<Result<AccountSessions>> {
  const { log, bootId, announce } = start;
  try {
    const clock = (await hooks?.clock()) ?? systemClock;
    const checkpoint = hooks?.checkpoint ?? (() => Promise.resolve());
    await turnOverOnce(log);
    const disks = disksOf();
    let sqlite: Promise<PagedSqlite> | null = null;
    const startOnce = () => (sqlite ??= bundledSqlite());
    const lock = webWriterLock();
    const shelf = databaseShelf({ disks, sqlite: startOnce, migrations, clock, keepAlive, lock });
    const book = bookIn(storageBrowserState);
    const tabs = vintedTabs(browser.tabs, clock);
    let sessions: AccountSessions | null = null;
    const accounts = accountControl(() => sessions!, {
      shelf,
      book,
      clock,
      photoSize: sizeOfPhotos,
      snapshots: (name) => disks.snapshotCount(name),
    });
    const shared: SharedParts = {
      clock,
      version: browser.runtime.getManifest().version,
      bootId,
      vinted: vintedSession(tabs, clock),
      reads: vintedReads(browserDirectTransport(clock), tabs, clock),
      browserState: storageBrowserState,
      tokenKey: await openTokenKey(),
      accounts,
      announce,
      pace: hooks?.pace ?? PACE,
      wakeAt: wakeQueueAt,
      keepAlive,
      random: Math.random,
      log,
      checkpoint,
    };
    sessions = await AccountSessions.start({
      clock,
      shelf,
      book,
      removePhotos: removePhotosOf,
      photoDatasets,
      log,
      makeSession: (opened) => makeSession(opened, shared),
      onOpened: start.onOpened,
      onSwitched: start.onSwitched,
      onBroken: start.onBroken,
      checkpoint,
    });
    return ok(sessions);
  } catch (error) {
    log.error('the store could not be opened', { error });
    if (error instanceof StoreError) return fail(error.appError);
    throw error;
  }
}

/** Any call of the extension's API resets the worker's idle timer; this is the cheapest. */
function keepAlive(): void {
  void browser.runtime.getPlatformInfo();
}
