import type { Browser } from 'wxt/browser';
import type { EventMessage } from '../messaging/events.ts';
import type { ChangeEvent } from '../store/store.ts';

/** The open pages that listen. Lost with the worker: pages connect again by themselves. */
export function createChangePorts(bootId: string) {
  const ports = new Set<Browser.runtime.Port>();

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
    },
    announce(events: ChangeEvent[]): void {
      for (const port of ports) post(port, { kind: 'changes', events });
    },
  };
}
