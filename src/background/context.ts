import type { Clock } from '../shared/clock.ts';
import type { ChangeEvent, Store } from '../store/store.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { PruneDeps } from '../jobs/vacuum-and-prune.ts';
import type { PhotoBlobs } from '../photos/photo.ts';
import type { PublishDeps } from '../publish/publish-deps.ts';
import type { QueueControl } from '../publish/queue-control.ts';
import type { ReferenceReader } from '../reference/reference.ts';
import type { VintedSession } from '../vinted/vinted.ts';
import type { BrowserState } from './browser-state.ts';

/**
 * What the route handlers and jobs are given: made once per life of the worker in `start.ts`, after everything is
 * ready. Tests make their own.
 */
export interface AppContext {
  clock: Clock;
  version: string;
  bootId: string;
  store: Store;
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
  /** Tells open pages of a change that did not come from the store. */
  announce(events: ChangeEvent[]): void;
}
