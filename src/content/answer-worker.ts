import { browser } from 'wxt/browser';
import { isPageMessage } from '../vinted/page-messages.ts';
import { systemClock } from '../shared/clock.ts';
import { pageCalls } from './page-calls.ts';

/** Answers the worker's messages to this page for as long as the content script lives. */
export function answerWorker(signal: AbortSignal): void {
  const calls = pageCalls({
    fetch: (input, init) => fetch(input, init),
    clock: systemClock,
    location,
    pageTexts,
    cookies: () => document.cookie,
    online: () => navigator.onLine,
  });
  const listener = (message: unknown, sender: { id?: string }, reply: (answer: unknown) => void): boolean => {
    if (sender.id !== browser.runtime.id || !isPageMessage(message)) return false;
    void calls.answer(message).then(reply);
    // The answer comes later.
    return true;
  };
  browser.runtime.onMessage.addListener(listener);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listener), { once: true });
}

function* pageTexts(): Generator<string> {
  for (const script of document.scripts) yield script.textContent ?? '';
  yield document.documentElement.innerHTML;
}
