import { browser } from 'wxt/browser';
import { EVENTS_PORT } from '../messaging/events.ts';
import { answerRoute } from '../messaging/server.ts';
import type { RouteMessage } from '../messaging/routes.ts';
import { queueView } from '../publish/queue-view.ts';
import { appError } from '../shared/app-error.ts';
import { newId } from '../shared/ids.ts';
import { consoleLogger } from '../shared/logger.ts';
import { fail, type Result } from '../shared/result.ts';
import type { ChangeEvent } from '../store/store.ts';
import { ALARMS, ensureAlarms } from './alarms.ts';
import { showBadge } from './badge.ts';
import { callerOf, originOf } from './caller.ts';
import { createChangePorts } from './change-ports.ts';
import type { AccountSession, AccountSessions } from './account-sessions.ts';
import type { AppContext } from './context.ts';
import { handlers } from './handlers.ts';
import { borrowFor } from './borrow-account.ts';
import { keepHouse } from './keep-house.ts';
import { makeContext } from './make-context.ts';

/**
 * The worker's first turn: every listener is registered here, at once, so that no event that woke the worker is lost.
 * Everything slow waits behind the one promise `ready`; a start that failed is answered as that failure, and tried
 * again by the next message.
 */
export function startBackground(): void {
  const bootId = newId();
  const log = consoleLogger;
  const own = { id: browser.runtime.id, origin: originOf(browser.runtime.getURL('/')) };
  const ports = createChangePorts(bootId);

  let starting: Promise<Result<AccountSessions>> | null = null;
  const ready = (): Promise<Result<AccountSessions>> => {
    starting ??= makeContext({
      bootId,
      announce,
      onOpened: begin,
      onSwitched: (datasetId) => ports.showDataset(datasetId),
      onBroken: () => (starting = null),
      log,
    })
      .catch((error: unknown) => {
        log.error('the worker could not start', { error });
        return fail<AccountSessions>(
          appError('internal', { detail: error instanceof Error ? error.name : undefined }),
        );
      })
      .then((result) => {
        if (!result.ok) starting = null;
        else ports.showDataset(result.value.open.datasetId);
        return result;
      });
    return starting;
  };

  function announce(events: ChangeEvent[]): void {
    ports.announce(events);
    if (events.some((event) => event.name === 'queue.changed')) inTheBackground('the badge', refreshBadge);
  }

  /** An account is open now: at the start, and after each change of accounts. */
  function begin({ store, context }: AccountSession): void {
    store.onChange(announce);
    inTheBackground('the badge', refreshBadge);
    inTheBackground('housekeeping', keepHouse);
    context.queue.wake();
    inTheBackground('the daily jobs', runJobs);
  }

  /** Work of the worker's own, on the account that is open; changes of accounts wait for its end. */
  function inTheBackground(name: string, work: (context: AppContext) => Promise<void> | void): void {
    const run = async () => {
      const started = await ready();
      const borrowed = started.ok ? await started.value.borrow() : started;
      if (!borrowed.ok) return;
      try {
        await work(borrowed.value.session.context);
      } finally {
        borrowed.value.giveBack();
      }
    };
    run().catch((error: unknown) => log.error(`${name} failed`, { error }));
  }

  browser.runtime.onMessage.addListener((message: unknown, sender, sendResponse) => {
    if (!isRouteMessage(message)) return false;
    const lent = borrowFor(message, ready());
    void answerRoute(handlers, lent.context, callerOf(sender, own), message, log)
      .then((answer) => sendResponse({ ...answer, dataset: lent.datasetId() }))
      .finally(lent.giveBack);
    return true;
  });

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== EVENTS_PORT) return;
    if (port.sender && callerOf(port.sender, own) === 'page') ports.add(port);
    else port.disconnect();
  });

  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARMS.queue) inTheBackground('the queue', ({ queue }) => queue.wake());
    if (alarm.name === ALARMS.housekeeping) inTheBackground('housekeeping', keepHouse);
    // The hour of housekeeping also hears a clock that was set, or a lid that was opened.
    if (alarm.name === ALARMS.housekeeping || alarm.name === ALARMS.prune) {
      inTheBackground('the daily jobs', runJobs);
    }
  });

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/studio.html') });
  });
  browser.runtime.onStartup.addListener(() => void ready());

  ensureAlarms().catch((error: unknown) => log.error('alarms could not be set', { error }));
  void ready();
}

const refreshBadge = async (context: AppContext) => showBadge(await queueView(context.publish));

function isRouteMessage(message: unknown): message is RouteMessage {
  if (typeof message !== 'object' || message === null) return false;
  return (
    'kind' in message && message.kind === 'route' && 'route' in message && typeof message.route === 'string'
  );
}

/** What is due of the daily jobs of the account that is open. */
async function runJobs({ jobs }: AppContext): Promise<void> {
  await jobs.wake();
}
