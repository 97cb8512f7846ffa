import { accountOfDatabase } from '../accounts/database-name.ts';
import { ensureAccount } from '../accounts/ensure-account.ts';
import { accountOf } from '../accounts/foreign-database.ts';
import { LOCAL_ACCOUNT } from '../accounts/account-id.ts';
import type { Clock } from '../shared/clock.ts';
import type { DatabaseShelf } from '../store/database-shelf.ts';
import type { Store } from '../store/store.ts';

export interface OpenDatabase {
  name: string;
  store: Store;
  datasetId: string;
  accountId: string;
  login: string | null;
}

/**
 * Opens a database for the account it is named after, and for no other; a new one is made for that account.
 * @param login of the account, where it is new here
 * @throws ForeignDatabaseError, and what `DatabaseShelf.open` throws; it is closed then
 */
export async function openDatabase(
  { shelf, clock }: { shelf: Pick<DatabaseShelf, 'open'>; clock: Pick<Clock, 'now'> },
  name: string,
  how: { mustExist: boolean; login?: string | null },
): Promise<OpenDatabase> {
  const store = await shelf.open(name, { mustExist: how.mustExist });
  try {
    const found = store.read((reader) => accountOf(reader, name));
    const account = found ?? { id: accountOfDatabase(name) ?? LOCAL_ACCOUNT, login: how.login ?? null };
    const datasetId = await ensureAccount(store, clock, account);
    return { name, store, datasetId, accountId: account.id, login: account.login };
  } catch (error) {
    await store.close();
    throw error;
  }
}
