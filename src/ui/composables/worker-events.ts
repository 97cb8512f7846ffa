import { onScopeDispose } from 'vue';
import { listenToWorker } from '../../messaging/events.ts';
import type { ChangeEvent } from '../../store/store.ts';

type Listener = (events: ChangeEvent[]) => void;
interface Subscription {
  names: readonly ChangeEvent['name'][];
  listener: Listener;
}

const subscriptions = new Set<Subscription>();
let stop: (() => void) | undefined;

function tell(events: ChangeEvent[]) {
  for (const { names, listener } of subscriptions) {
    const mine = events.filter((event) => names.includes(event.name));
    if (mine.length > 0) listener(mine);
  }
}

/** After a gap anything may have changed: everyone reads again. */
function tellEveryone() {
  for (const { names, listener } of subscriptions) listener(names.map((name) => ({ name, ids: [] })));
}

/**
 * Hears changes of the worker on the one port of this page. An event without ids says "anything may have changed".
 * @returns the way to stop
 */
export function onWorkerEvents(names: readonly ChangeEvent['name'][], listener: Listener): () => void {
  const subscription = { names, listener };
  subscriptions.add(subscription);
  stop ??= listenToWorker(tell, tellEveryone);
  return () => {
    subscriptions.delete(subscription);
    if (subscriptions.size > 0) return;
    stop?.();
    stop = undefined;
  };
}

/** The same inside a component or store: ends with it. */
export function useWorkerEvents(names: readonly ChangeEvent['name'][], listener: Listener): void {
  onScopeDispose(onWorkerEvents(names, listener));
}
