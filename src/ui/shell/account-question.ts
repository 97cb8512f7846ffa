import type { AccountState, KnownAccount } from '../../messaging/routes.ts';

/**
 * What to ask the seller once Vinted said who is signed in: whether the drafts of nobody are theirs (`adopt`), or
 * whether to open that account's own database, which is there (`open`) or will be made (`make`). Null: nothing.
 */
export interface AccountQuestion {
  kind: 'adopt' | 'open' | 'make';
  account: { id: string; login: string };
}

export function accountQuestion(
  state: AccountState | null,
  accounts: readonly KnownAccount[],
): AccountQuestion | null {
  const account = state?.signedIn;
  if (!state || !account || account.id === state.owner?.id) return null;
  if (accounts.some((known) => known.id === account.id)) return { kind: 'open', account };
  return { kind: state.owner ? 'make' : 'adopt', account };
}
