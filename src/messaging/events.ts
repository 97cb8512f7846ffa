import { browser } from 'wxt/browser';
import type { ChangeEvent } from '../store/store.ts';
import { noticeDataset } from './page-dataset.ts';

export const EVENTS_PORT = 'penderie-events';

/** What the worker posts on the events port: the id of its life, which body of data is open, then changes. */
export type EventMessage =
  | { kind: 'hello'; bootId: string }
  | { kind: 'dataset'; id: string }
  | { kind: 'changes'; events: ChangeEvent[] };

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * Keeps a port to the worker open and hears its changes. The port dies with the worker: it is opened again after 1 s,
 * doubling to 30 s, and back to 1 s once the worker answered. `onReconnected` is called after each gap, since changes
 * may have been missed.
 * @returns the way to stop
 */
export function listenToWorker(
  onChanges: (events: ChangeEvent[]) => void,
  onReconnected: () => void = () => {},
): () => void {
  let stopped = false;
  let delayMs = FIRST_DELAY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let port: ReturnType<typeof browser.runtime.connect> | undefined;
  let hadPort = false;

  const connect = () => {
    port = browser.runtime.connect({ name: EVENTS_PORT });
    port.onMessage.addListener((message: EventMessage) => {
      delayMs = FIRST_DELAY_MS;
      if (message.kind === 'changes') onChanges(message.events);
      else if (message.kind === 'dataset') noticeDataset(message.id);
      else if (hadPort) onReconnected();
      hadPort = true;
    });
    port.onDisconnect.addListener(() => {
      if (stopped) return;
      timer = setTimeout(connect, delayMs);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    });
  };
  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    port?.disconnect();
  };
}
