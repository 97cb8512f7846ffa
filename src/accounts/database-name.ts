import { LOCAL_ACCOUNT } from './account-id.ts';

/** The database of before the first sign-in. */
export const LOCAL_DATABASE = 'vbs-local.db';

/** `vbs-<domain>-<user id>.db`, or `vbs-local.db`. */
export function databaseNameOf(accountId: string): string {
  if (accountId === LOCAL_ACCOUNT) return LOCAL_DATABASE;
  const at = accountId.lastIndexOf(':');
  return `vbs-${accountId.slice(0, at)}-${accountId.slice(at + 1)}.db`;
}

/** Whose database a name is: the way back from `databaseNameOf`. Null for a name that is none of ours. */
export function accountOfDatabase(name: string): string | null {
  if (name === LOCAL_DATABASE) return LOCAL_ACCOUNT;
  // A domain may hold hyphens; a user id is digits only.
  const found = /^vbs-(.+)-(\d+)\.db$/.exec(name);
  return found ? `${found[1]}:${found[2]}` : null;
}
