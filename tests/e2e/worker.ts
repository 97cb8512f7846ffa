import type { Page } from '@playwright/test';
import type { RouteMessage } from '../../src/messaging/routes.ts';

/**
 * Asks a route of the worker from an extension page, as the pages do. Wakes a sleeping worker. For looking, not for
 * doing: what a seller does goes through the interface.
 */
export function askWorker<T>(page: Page, route: RouteMessage['route'], input: unknown = {}): Promise<T> {
  return page.evaluate(
    async (message) => {
      const answer = (await chrome.runtime.sendMessage(message)) as {
        ok: boolean;
        value: unknown;
        error?: unknown;
      };
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.value as never;
    },
    { kind: 'route' as const, route, input },
  );
}

/** The id of the worker's present life: another one after it died. */
export async function bootId(page: Page): Promise<string> {
  return (await askWorker<{ bootId: string }>(page, 'health')).bootId;
}
