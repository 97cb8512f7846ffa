import { isoTime, type Clock } from '../shared/clock.ts';
import type { Store } from '../store/store.ts';
import { DEFAULT_DOMAIN, LOCAL_ACCOUNT } from './account-id.ts';
import { accountRepository } from './account-repository.ts';

/** A new database belongs to nobody: everything made before the first sign-in is kept for 'local'. Safe to repeat. */
export async function ensureAccount(store: Store, clock: Pick<Clock, 'now'>): Promise<void> {
  if (
    store.read((reader) => accountRepository.owner(reader) ?? accountRepository.find(reader, LOCAL_ACCOUNT))
  )
    return;
  await store.write((tx) => {
    const local = { id: LOCAL_ACCOUNT, domain: DEFAULT_DOMAIN, vintedId: null, login: null };
    accountRepository.insert(tx, local, isoTime(clock.now()));
  });
}
