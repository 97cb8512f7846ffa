import { appError, type AppError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { SignedInAccount, VintedFailure, VintedSession } from '../vinted/vinted.ts';
import type { AccountState } from './account.ts';
import { accountIdOf } from './account-id.ts';
import { accountRepository } from './account-repository.ts';
import { knownAccount, SIGNED_IN_KEY, type LastCheck } from './known-account.ts';
import { settingsRepository } from './settings-repository.ts';

/**
 * Asks Vinted who is signed in, over a vinted.fr page (one is opened if there is none), and keeps the answer with its
 * time. "Not signed in" is an answer too. Where Vinted could not say, what was known stays.
 * @returns the state; or the failure of the read: `no_page`, `challenge`, `rate_limited`, `network`, `vinted_changed` …
 */
export async function checkAccount(deps: {
  store: Store;
  clock: Pick<Clock, 'now'>;
  vinted: Pick<VintedSession, 'openPage' | 'currentUser' | 'acknowledge'>;
}): Promise<Result<AccountState>> {
  const page = await deps.vinted.openPage();
  if (!page.ok) return page;
  const call = { requestId: newId(deps.clock.now()) };
  const outcome = await deps.vinted.currentUser(page.value, call);
  await deps.vinted.acknowledge(page.value, call);
  if (outcome.kind !== 'done' && outcome.failure.code !== 'signed_out') return fail(errorOf(outcome.failure));
  const account = outcome.kind === 'done' ? outcome.value : null;
  return writeResult(deps.store, (tx) => {
    remember(tx, account, isoTime(deps.clock.now()));
    return ok(knownAccount(tx));
  });
}

function remember(tx: Transaction, account: SignedInAccount | null, now: string): void {
  const signedIn = account && { id: accountIdOf(account), login: account.login, domain: account.domain };
  const check: LastCheck = { signedIn, checkedAt: now };
  settingsRepository.set(tx, SIGNED_IN_KEY, check, now);
  const owner = accountRepository.owner(tx);
  // A login may be changed on Vinted; the account stays the one with this id.
  if (owner && signedIn?.id === owner.id && owner.login !== signedIn.login) {
    accountRepository.setLogin(tx, owner.id, signedIn.login, now);
  }
  tx.emit('account.changed', signedIn?.id ?? '');
}

/** A read sends nothing of the seller's. */
function errorOf(failure: VintedFailure): AppError {
  const params: AppError['params'] = {};
  if (failure.message) params.message = failure.message;
  if (failure.route) params.path = failure.route;
  return appError(failure.code, { reach: 'none', params, detail: failure.detail });
}
