import { answerRoute, type Handlers } from '../../messaging/server.ts';
import type { RouteName, RouteOutput } from '../../messaging/routes.ts';
import { ok, type Result } from '../../shared/result.ts';

const silent = { info: () => {}, error: () => {} };

/**
 * For tests: calls these handlers as a page does, through the schemas of the routes, and through JSON in both
 * directions, since messages are JSON in Chromium.
 * @param context asked at each call, so that a test may change it
 */
export function asPage<Context, Known extends Partial<Handlers<Context>>>(
  handlers: Known,
  context: () => Context,
) {
  return async <Name extends keyof Known & RouteName>(
    route: Name,
    input: unknown = {},
  ): Promise<Result<RouteOutput<Name>>> => {
    const message = JSON.parse(JSON.stringify({ route, input })) as { route: string; input: unknown };
    const all = handlers as Partial<Handlers<Context>> as Handlers<Context>;
    const answer = await answerRoute(all, Promise.resolve(ok(context())), 'page', message, silent);
    return JSON.parse(JSON.stringify(answer)) as Result<RouteOutput<Name>>;
  };
}

/** For tests: the value of an answer that must have gone well. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error)}`);
  return result.value;
}
