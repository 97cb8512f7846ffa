import type { RouteMessage, RouteName } from '../messaging/routes.ts';
import { ok, type Result } from '../shared/result.ts';
import type { AccountSessions } from './account-sessions.ts';
import type { AppContext } from './context.ts';

/** Routes that change which account is open: they wait for the others to end, so they borrow nothing themselves. */
const CHANGES: readonly RouteName[] = [
  'account.adopt',
  'account.switch',
  'account.erase.preview',
  'account.erase',
];

/**
 * The account one message works on, from its beginning to its end.
 * @returns `datasetId` is known once the context is, and `undefined` where there is none
 */
export function borrowFor(
  message: RouteMessage,
  ready: Promise<Result<AccountSessions>>,
): { context: Promise<Result<AppContext>>; datasetId(): string | undefined; giveBack(): void } {
  let sessions: AccountSessions | undefined;
  let letGo = () => {};
  let over = false;

  async function borrow(): Promise<Result<AppContext>> {
    const started = await ready;
    if (!started.ok) return started;
    sessions = started.value;
    if (CHANGES.includes(message.route)) return ok(sessions.open.context);
    const borrowed = await sessions.borrow(message.dataset);
    if (!borrowed.ok) return borrowed;
    letGo = borrowed.value.giveBack;
    // A message that was refused before it needed the account does not wait for it.
    if (over) letGo();
    return ok(borrowed.value.session.context);
  }

  return {
    context: borrow(),
    datasetId: () => sessions?.open.datasetId,
    giveBack() {
      over = true;
      letGo();
    },
  };
}
