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
import type { AppContext } from './context.ts';
import { handlers } from './handlers.ts';
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

  let starting: Promise<Result<AppContext>> | null = null;
  const ready = (): Promise<Result<AppContext>> => {
    starting ??= makeContext({ bootId, announce, log })
      .catch((error: unknown) => {
        log.error('the worker could not start', { error });
        return fail<AppContext>(
          appError('internal', { detail: error instanceof Error ? error.name : undefined }),
        );
      })
      .then((result) => {
        if (result.ok) begin(result.value);
        else starting = null;
        return result;
      });
    return starting;
  };

  function announce(events: ChangeEvent[]): void {
    ports.announce(events);
    if (!events.some((event) => event.name === 'queue.changed')) return;
    void ready().then((result) => result.ok && refreshBadge(result.value));
  }

  function begin(context: AppContext): void {
    context.store.onChange(announce);
    refreshBadge(context);
    tidy(context);
    context.queue.wake();
    runJobs(context);
  }

  function tidy(context: AppContext): void {
    keepHouse(context).catch((error: unknown) => log.error('housekeeping failed', { error }));
  }

  function runJobs(context: AppContext): void {
    context.jobs.wake().catch((error: unknown) => log.error('the daily jobs could not run', { error }));
  }

  function refreshBadge(context: AppContext): void {
    queueView(context.publish)
      .then(showBadge)
      .catch((error: unknown) => log.error('the badge could not be shown', { error }));
  }

  browser.runtime.onMessage.addListener((message: unknown, sender, sendResponse) => {
    if (!isRouteMessage(message)) return false;
    void answerRoute(handlers, ready(), callerOf(sender, own), message, log).then(sendResponse);
    return true;
  });

  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== EVENTS_PORT) return;
    if (port.sender && callerOf(port.sender, own) === 'page') ports.add(port);
    else port.disconnect();
  });

  browser.alarms.onAlarm.addListener((alarm) => {
    void ready().then((result) => {
      if (!result.ok) return;
      if (alarm.name === ALARMS.queue) result.value.queue.wake();
      if (alarm.name === ALARMS.housekeeping) tidy(result.value);
      // The hour of housekeeping also hears a clock that was set, or a lid that was opened.
      if (alarm.name === ALARMS.housekeeping || alarm.name === ALARMS.prune) runJobs(result.value);
    });
  });

  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/studio.html') });
  });
  browser.runtime.onStartup.addListener(() => void ready());

  ensureAlarms().catch((error: unknown) => log.error('alarms could not be set', { error }));
  void ready();
}

function isRouteMessage(message: unknown): message is RouteMessage {
  if (typeof message !== 'object' || message === null) return false;
  return (
    'kind' in message && message.kind === 'route' && 'route' in message && typeof message.route === 'string'
  );
}
