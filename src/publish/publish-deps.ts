import type { Clock } from '../shared/clock.ts';
import type { Logger } from '../shared/logger.ts';
import type { PhotoBlobs } from '../photos/photo.ts';
import type { Store } from '../store/store.ts';
import type { VintedSession } from '../vinted/vinted.ts';
import type { QueueHalt } from './job.ts';
import type { PaceRules } from './pace.ts';

/** What the queue keeps outside SQLite, where no restored database can rewind it. */
export interface QueueMemory {
  /** The panic switch: read before anything else at every start. */
  panic: boolean;
  /** Times (ms) of the creates made by this browser in the last 25 h. */
  createTimes: number[];
}

/** Every effect the queue has on the world, given from outside: tests own all of them. */
export interface PublishDeps {
  clock: Clock;
  store: Store;
  accountId(): string;
  blobs: PhotoBlobs;
  vinted: VintedSession;
  browserState: {
    get<Key extends keyof QueueMemory>(key: Key): Promise<QueueMemory[Key]>;
    set<Key extends keyof QueueMemory>(key: Key, value: QueueMemory[Key]): Promise<void>;
  };
  pace: PaceRules;
  /** Wakes the worker at a time (an alarm); null takes the alarm away. Waits of 30 s and more go this way. */
  wakeAt(timeMs: number | null): void;
  /** A cheap extension call that resets the worker's idle timer; made every 20 s while a job runs. */
  keepAlive(): void;
  /** Why the runner could not go on, as long as it can't: in memory, since the disk may be the very reason. */
  trouble: { get(): QueueHalt | null; set(trouble: QueueHalt | null): void };
  random(): number;
  log: Logger;
  /** Named points around each durable write and each call. Does nothing, except in tests that kill the worker there. */
  checkpoint(point: string): Promise<void>;
}
