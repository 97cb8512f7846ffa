import { appError, type AppError } from '../shared/app-error.ts';
import { StoreError } from '../store/store-errors.ts';
import type { Reader } from '../store/store.ts';
import { LOCAL_ACCOUNT } from './account-id.ts';
import { accountRepository } from './account-repository.ts';
import { accountOfDatabase } from './database-name.ts';

/** The rows of a database are another account's than its name says. Refused and left untouched. */
export class ForeignDatabaseError extends StoreError {
  override readonly name = 'ForeignDatabaseError';
  readonly appError: AppError;

  constructor(database: string, found: readonly string[]) {
    super(`${database} holds ${found.join(', ')}`);
    this.appError = appError('store_foreign', { params: { database }, detail: `${found.length} accounts` });
  }
}

/**
 * One database holds one account, the one it is named after. `vbs-local.db` may for a moment hold an account that
 * adopted it and waits for its new name.
 * @returns the account, or null where nobody was entered yet
 * @throws ForeignDatabaseError
 */
export function accountOf(reader: Reader, database: string): { id: string; login: string | null } | null {
  const accounts = accountRepository.all(reader);
  const [first, ...others] = accounts;
  if (!first) return null;
  const named = accountOfDatabase(database);
  if (others.length > 0 || (first.id !== named && named !== LOCAL_ACCOUNT)) {
    throw new ForeignDatabaseError(
      database,
      accounts.map((account) => account.id),
    );
  }
  return { id: first.id, login: first.login };
}
