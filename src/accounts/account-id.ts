/** The account of a database before the first sign-in. */
export const LOCAL_ACCOUNT = 'local';
/** Vinted's site until an account says another. */
export const DEFAULT_DOMAIN = 'www.vinted.fr';

/** An account is known as domain and numeric user id, never by its login name. */
export function accountIdOf(account: { domain: string; vintedId: string }): string {
  return `${account.domain}:${account.vintedId}`;
}

export function domainOf(accountId: string): string {
  return accountId === LOCAL_ACCOUNT ? DEFAULT_DOMAIN : accountId.slice(0, accountId.lastIndexOf(':'));
}
