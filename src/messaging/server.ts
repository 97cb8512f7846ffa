import { appError } from '../shared/app-error.ts';
import { ExpectedError } from '../shared/expected-error.ts';
import { fail, type Result } from '../shared/result.ts';
import type { Logger } from '../shared/logger.ts';
import { routeSchemas, type Caller } from './route-schemas.ts';
import type { RouteName, RouteOutput, RouteRequest } from './routes.ts';

export type Handler<Name extends RouteName, Context> = (
  request: RouteRequest<Name>,
  context: Context,
) => Promise<Result<RouteOutput<Name>>>;

/** One handler per route: leaving one out does not compile. */
export type Handlers<Context> = { [Name in RouteName]: Handler<Name, Context> };

/**
 * Answers one message. Checks who may call and what is passed before a handler sees it; a throw becomes `internal`.
 * Always resolves, so that a page is never left waiting.
 */
export async function answerRoute<Context>(
  handlers: Handlers<Context>,
  context: Promise<Result<Context>>,
  caller: Caller | null,
  message: { route: string; input: unknown },
  log: Logger,
): Promise<Result<unknown>> {
  if (!Object.hasOwn(routeSchemas, message.route))
    return fail(appError('not_found', { detail: 'no such route' }));
  const name = message.route as RouteName;
  const schema = routeSchemas[name];
  if (!caller || !(schema.callers as readonly Caller[]).includes(caller)) return fail(appError('forbidden'));
  const parsed = schema.input.safeParse(message.input ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(appError('invalid_input', { field: issue?.path.join('.'), detail: issue?.message }));
  }
  try {
    const ready = await context;
    if (!ready.ok) return ready;
    const handler = handlers[name] as Handler<RouteName, Context>;
    return await handler(parsed.data as never, ready.value);
  } catch (error) {
    if (error instanceof ExpectedError) return fail(error.appError);
    log.error('route failed', { route: name, error });
    return fail(appError('internal', { detail: error instanceof Error ? error.name : undefined }));
  }
}
