/** The account of a database before the first sign-in. */
export const LOCAL_ACCOUNT = 'local';
/** Vinted's site until an account says another. */
const DEFAULT_DOMAIN = 'www.vinted.fr';
/** The data that were there before each database had an id of its own. */
export const FIRST_DATASET = 'first';

/** An account is known as domain and numeric user id, never by its login name. */
export function accountIdOf(account: { domain: string; vintedId: string }): string {
  return `${account.domain}:${account.vintedId}`;
}

export function domainOf(accountId: string): string {
  return accountId === LOCAL_ACCOUNT ? DEFAULT_DOMAIN : accountId.slice(0, accountId.lastIndexOf(':'));
}

/** The numeric user id, as text; null for 'local'. */
export function vintedIdOf(accountId: string): string | null {
  return accountId === LOCAL_ACCOUNT ? null : accountId.slice(accountId.lastIndexOf(':') + 1);
}
