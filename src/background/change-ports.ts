import type { Browser } from 'wxt/browser';
import type { EventMessage } from '../messaging/events.ts';
import type { ChangeEvent } from '../store/store.ts';

/** The open pages that listen. Lost with the worker: pages connect again by themselves. */
export function createChangePorts(bootId: string) {
  const ports = new Set<Browser.runtime.Port>();
  let dataset: string | null = null;

  function post(port: Browser.runtime.Port, message: EventMessage): void {
    try {
      port.postMessage(message);
    } catch {
      // The page closed between two turns.
      ports.delete(port);
    }
  }

  return {
    add(port: Browser.runtime.Port): void {
      ports.add(port);
      port.onDisconnect.addListener(() => ports.delete(port));
      post(port, { kind: 'hello', bootId });
      if (dataset !== null) post(port, { kind: 'dataset', id: dataset });
    },
    /** Tells which body of data is open: a page that shows another reads everything again. */
    showDataset(id: string): void {
      if (id === dataset) return;
      dataset = id;
      for (const port of ports) post(port, { kind: 'dataset', id });
    },
    announce(events: ChangeEvent[]): void {
      for (const port of ports) post(port, { kind: 'changes', events });
    },
  };
}
