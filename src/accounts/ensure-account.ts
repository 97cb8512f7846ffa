import { isoTime, type Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import type { Store } from '../store/store.ts';
import { domainOf, FIRST_DATASET, LOCAL_ACCOUNT, vintedIdOf } from './account-id.ts';
import { accountRepository } from './account-repository.ts';
import { datasetId, setDatasetId } from './dataset.ts';

/**
 * Gives a new database its account and its dataset id, in one transaction. Safe to repeat. A database that has its
 * account already and no id is the one from before there were ids.
 * @param account for whom it is made: 'local' before the first sign-in
 * @returns the dataset id
 */
export async function ensureAccount(
  store: Store,
  clock: Pick<Clock, 'now'>,
  account: { id: string; login: string | null } = { id: LOCAL_ACCOUNT, login: null },
): Promise<string> {
  const known = store.read(datasetId);
  if (known && store.read((reader) => accountRepository.all(reader).length) > 0) return known;
  return store.write((tx) => {
    const now = isoTime(clock.now());
    const isNew = accountRepository.all(tx).length === 0;
    if (isNew) {
      const { id, login } = account;
      accountRepository.insert(tx, { id, domain: domainOf(id), vintedId: vintedIdOf(id), login }, now);
    }
    const dataset = datasetId(tx) ?? (isNew ? newId(clock.now()) : FIRST_DATASET);
    setDatasetId(tx, dataset, now);
    return dataset;
  });
}
