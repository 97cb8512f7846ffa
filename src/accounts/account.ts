export interface AccountState {
  /** The account this database belongs to; null before the first sign-in. */
  owner: { id: string; login: string | null; domain: string } | null;
  /** Who was signed in when Vinted was last asked; null = not proven signed in. */
  signedIn: { id: string; login: string; domain: string } | null;
  /** Signed in, but the drafts belong to nobody yet: ask. */
  adoptionNeeded: boolean;
  checkedAt: string | null;
}
