import { browser } from 'wxt/browser';
import { appError } from '../shared/app-error.ts';
import { fail, type Result } from '../shared/result.ts';
import { noticeDataset, shownDataset } from './page-dataset.ts';
import type { RouteInput, RouteMessage, RouteName, RouteOutput } from './routes.ts';

/**
 * Calls a route of the worker. Waking a sleeping worker is the browser's doing; a worker that dies while it answers is
 * `worker_unreachable`, and nothing is repeated here: what may be repeated is the caller's to know.
 */
export async function call<Name extends RouteName>(
  route: Name,
  input: RouteInput<Name>,
): Promise<Result<RouteOutput<Name>>> {
  // Plain JSON by contract: what a page holds may be a reactive proxy, which no browser can clone.
  const message: RouteMessage = { kind: 'route', route, input: JSON.parse(JSON.stringify(input)) as unknown };
  const dataset = shownDataset();
  if (dataset !== null) message.dataset = dataset;
  try {
    const answer: unknown = await browser.runtime.sendMessage(message);
    if (answer && typeof answer === 'object' && 'ok' in answer) {
      const { dataset: open, ...result } = answer as Result<RouteOutput<Name>> & { dataset?: string };
      if (open !== undefined) noticeDataset(open);
      return result as Result<RouteOutput<Name>>;
    }
    return fail(appError('worker_unreachable', { detail: 'no answer' }));
  } catch (error) {
    return fail(
      appError('worker_unreachable', { detail: error instanceof Error ? error.message : undefined }),
    );
  }
}
