import type { Reader, Store } from '../store/store.ts';
import type { AccountState } from './account.ts';
import { LOCAL_ACCOUNT } from './account-id.ts';
import { accountRepository } from './account-repository.ts';
import { settingsRepository } from './settings-repository.ts';

/** Key of the row that says who was signed in when Vinted was last asked. */
export const SIGNED_IN_KEY = 'account.signed_in';

export interface LastCheck {
  signedIn: { id: string; login: string; domain: string } | null;
  checkedAt: string;
}

/** Whose database this is and who was last seen signed in. Nothing is asked of Vinted. */
export function knownAccount(reader: Reader): AccountState {
  const owner = accountRepository.owner(reader);
  const last = settingsRepository.get(reader, SIGNED_IN_KEY) as LastCheck | undefined;
  return {
    owner: owner && { id: owner.id, login: owner.login, domain: owner.domain },
    signedIn: last?.signedIn ?? null,
    adoptionNeeded: !owner && !!last?.signedIn,
    checkedAt: last?.checkedAt ?? null,
  };
}

/** The account every repository is bound to: '<domain>:<id>', or 'local' before the first sign-in. */
export function ownerId(reader: Reader): string {
  return accountRepository.owner(reader)?.id ?? LOCAL_ACCOUNT;
}

/** Who was last seen signed in is a fact of the browser: the database that is opened next knows it too. */
export async function carryCheck(from: Store, to: Store): Promise<void> {
  const last = from.read((reader) => settingsRepository.get(reader, SIGNED_IN_KEY)) as LastCheck | undefined;
  const known = to.read((reader) => settingsRepository.get(reader, SIGNED_IN_KEY)) as LastCheck | undefined;
  if (!last || (known && known.checkedAt >= last.checkedAt)) return;
  await to.write((tx) => settingsRepository.set(tx, SIGNED_IN_KEY, last, last.checkedAt));
}
