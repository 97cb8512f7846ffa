/** Who is signed in, and profiles (contract §1 and §6). */
import { json, unauthorized } from '../answers.ts';
import type { Answer, Exchange, Routes } from '../exchange.ts';
import type { Account } from '../options.ts';
import { missing } from './items.ts';

function counts({ state }: Exchange, account: Account): { item_count: number; total_items_count: number } {
  const own = [...state.listings.values()].filter((item) => item.accountId === account.id);
  return { item_count: own.filter((item) => item.soldAt === null).length, total_items_count: own.length };
}

function current(exchange: Exchange): Answer {
  const { session, settings } = exchange;
  if (session?.stale) return unauthorized();
  if (session?.account) {
    const { id, login } = session.account;
    return json({ user: { id, login, ...counts(exchange, session.account) }, code: 0 });
  }
  const { signedOutUser } = settings.readings;
  if (signedOutUser === 'anonymous') return json({ user: { id: 9_900_000_090, login: null }, code: 0 });
  return signedOutUser === '403' ? json({}, 403) : unauthorized();
}

function profile(exchange: Exchange, id: number): Answer {
  const account = exchange.state.accounts.find((one) => one.id === id);
  if (!account) return missing(exchange);
  const feedback = { feedback_count: 12, feedback_reputation: 0.98 };
  return json({
    user: { id, login: account.login, item_count: counts(exchange, account).item_count, ...feedback },
    code: 0,
  });
}

export const accountRoutes: Routes = { 'session.current_user': current, 'users.get': profile };
