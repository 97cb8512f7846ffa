import type { Clock } from '../shared/clock.ts';
import type { Store } from '../store/store.ts';

/** What the use cases of drafts need; the context of the handlers fits. */
export interface DraftDeps {
  store: Store;
  clock: Pick<Clock, 'now'>;
  accountId(): string;
}
