/** The background of an extension made for tests alone: does with the product's engine what the test asks for. */
import { damageAndOpen } from './damage.ts';
import { inspect } from './inspect.ts';
import { turnOverBrowserLog } from '../../../src/paged-sqlite/turn-over-log.ts';
import { openPageTables } from '../../../src/paged-sqlite/indexeddb-page-disk.ts';
import type { Order, Report, Signal } from './orders.ts';
import { press } from './quota.ts';
import { storm } from './storm.ts';

/** So that a worker that was killed comes back by itself; unpacked extensions may ask for less than half a minute. */
const WAKE_MINUTES = 1 / 120;

const boot = crypto.randomUUID();

for (const event of [
  chrome.runtime.onInstalled,
  chrome.runtime.onStartup,
  chrome.alarms.onAlarm,
] as chrome.events.Event<() => void>[]) {
  event.addListener(() => undefined);
}
void chrome.alarms.create('wake', { periodInMinutes: WAKE_MINUTES });
void serve();

async function serve(): Promise<void> {
  const address = await (await fetch('/coordinator.txt')).text();
  const post = async (path: string, body: unknown): Promise<Response> =>
    await fetch(`${address}${path}?boot=${boot}`, { method: 'POST', body: JSON.stringify(body) });
  for (;;) {
    const order = (await (await post('/next', {})).json()) as Order;
    await post('/taken', {});
    const report: Report = { boot };
    try {
      report.value = await perform(order, async (signal) => void (await post('/signal', signal)));
    } catch (error) {
      report.error = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    }
    await post('/report', report);
  }
}

async function perform(order: Order, tell: (signal: Signal) => Promise<void>): Promise<unknown> {
  switch (order.do) {
    case 'storm':
      return await storm(order, tell).catch(async (error: unknown) => {
        await tell({ kind: 'trouble', message: String(error) });
        throw error;
      });
    case 'inspect':
      return await inspect(order.database, order.since);
    case 'turn-over': {
      const startedAt = performance.now();
      await turnOverBrowserLog();
      return performance.now() - startedAt;
    }
    case 'damage':
      return await damageAndOpen(order.database);
    case 'press':
      return await press(order.database, order.commits);
    case 'remove':
      return await openPageTables(order.database).dexie.delete();
  }
}
