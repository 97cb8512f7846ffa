import type { Clock } from '../shared/clock.ts';
import type { ChangeEvent, Store } from '../store/store.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { PruneDeps } from '../jobs/vacuum-and-prune.ts';
import type { PhotoBlobs } from '../photos/photo.ts';
import type { PublishDeps } from '../publish/publish-deps.ts';
import type { QueueControl } from '../publish/queue-control.ts';
import type { ReferenceReader } from '../reference/reference.ts';
import type { VintedSession } from '../vinted/vinted.ts';
import type { AccountControl } from './account-control.ts';
import type { BrowserState } from './browser-state.ts';

/**
 * What the route handlers and jobs are given: one account, from the beginning of a request to its end. Each account
 * that is opened in a life of the worker has a context of its own (`make-session.ts`). Tests make their own.
 */
export interface AppContext {
  clock: Clock;
  version: string;
  bootId: string;
  store: Store;
  /** Which body of data this is: pages name it with each request, and photo bytes lie under it. */
  datasetId: string;
  /** The account every repository is bound to: '<domain>:<id>', or 'local' before the first sign-in. */
  accountId(): string;
  blobs: PhotoBlobs;
  vinted: VintedSession;
  reference: ReferenceReader;
  browserState: BrowserState;
  queue: QueueControl;
  jobs: JobRunner;
  /** What a prune needs; its preview asks the same. */
  prune: PruneDeps;
  publish: PublishDeps;
  tokenKey: CryptoKey;
  accounts: AccountControl;
  /** Tells open pages of a change that did not come from the store. */
  announce(events: ChangeEvent[]): void;
}
