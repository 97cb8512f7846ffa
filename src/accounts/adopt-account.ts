import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store } from '../store/store.ts';
import type { AccountState } from './account.ts';
import { accountRepository } from './account-repository.ts';
import { knownAccount } from './known-account.ts';
import { recordChange } from './record-change.ts';

/**
 * The seller's yes to "are these drafts those of this account?": everything of 'local' becomes the account's, in one
 * transaction. Its first seven days begin here.
 * @param accountId the account the question named, '<domain>:<id>'
 * @returns `account_unknown` where nobody is known to be signed in · `wrong_account` where that is somebody else now,
 *   or the database has an owner already
 */
export function adoptAccount(
  deps: { store: Store; clock: Pick<Clock, 'now'> },
  accountId: string,
): Promise<Result<AccountState>> {
  return writeResult(deps.store, (tx): Result<AccountState> => {
    const { owner, signedIn } = knownAccount(tx);
    if (!signedIn) return fail(appError('account_unknown', { reach: 'none' }));
    if (owner || signedIn.id !== accountId) {
      const expected = owner ? (owner.login ?? owner.id) : accountId;
      return fail(appError('wrong_account', { params: { found: signedIn.login, expected }, reach: 'none' }));
    }
    const now = isoTime(deps.clock.now());
    const vintedId = signedIn.id.slice(signedIn.domain.length + 1);
    accountRepository.renameLocal(tx, { ...signedIn, vintedId }, now);
    recordChange(tx, signedIn.id, {
      actor: 'seller',
      action: 'account.adopt',
      entity: 'account',
      entityId: signedIn.id,
      before: { id: 'local' },
      after: { id: signedIn.id },
      now,
    });
    tx.emit('account.changed', signedIn.id);
    tx.emit('drafts.changed');
    return ok(knownAccount(tx));
  });
}
