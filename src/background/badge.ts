import { browser } from 'wxt/browser';
import type { QueueView } from '../publish/job.ts';

/** The toolbar's badge: the number of waiting jobs, or "!" where a human is needed. */
export async function showBadge(queue: QueueView): Promise<void> {
  const needsYou =
    queue.panic ||
    queue.halt !== null ||
    queue.jobs.some((job) => job.status === 'manual' || job.status === 'unknown');
  const text = needsYou ? '!' : queue.jobs.length > 0 ? String(queue.jobs.length) : '';
  await browser.action.setBadgeText({ text });
  // The two colours of the tokens `you` and `out`, which a badge can't read from CSS.
  await browser.action.setBadgeBackgroundColor({ color: needsYou ? '#864a00' : '#2541b2' });
}
