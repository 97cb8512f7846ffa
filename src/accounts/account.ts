export interface AccountState {
  /** The account this database belongs to; null before the first sign-in. */
  owner: { id: string; login: string | null; domain: string } | null;
  /** Who was signed in when Vinted was last asked; null = not proven signed in. */
  signedIn: { id: string; login: string; domain: string } | null;
  /** Signed in, but the drafts belong to nobody yet: ask. */
  adoptionNeeded: boolean;
  checkedAt: string | null;
}

/** An account with a database in this browser, as a list shows it. */
export interface KnownAccount {
  /** '<domain>:<id>', or 'local' before the first sign-in. */
  id: string;
  login: string | null;
  domain: string;
  /** It is the one whose drafts are shown. */
  open: boolean;
  /** ISO; null where it is not known. */
  openedAt: string | null;
  databaseBytes: number;
  photos: { count: number; bytes: number };
}

/** What goes, and cannot come back, when an account is erased. */
export interface ErasePreview {
  id: string;
  login: string | null;
  /** Null where the database cannot be read: it can be erased all the same. */
  facts: {
    drafts: number;
    pieces: number;
    listings: number;
    /** Listings that were sold. */
    sold: number;
    /** Publications that wait, run or are paused. */
    unfinished: number;
    /** Publications of which only the seller can say whether they are online. */
    inDoubt: { title: string; since: string }[];
  } | null;
  databaseBytes: number;
  photos: { count: number; bytes: number };
  snapshots: number;
  /** Its queue works: to be paused or waited for first. */
  busy: boolean;
}
