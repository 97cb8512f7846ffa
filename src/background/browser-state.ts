import { browser } from 'wxt/browser';
import { EMPTY_BOOK, type AccountBook, type BookKeeper } from '../accounts/account-book.ts';
import type { QueueMemory } from '../publish/publish-deps.ts';

/** What belongs to the browser and not to an account (spec section 3): kept in `storage.local`, outside SQLite. */
export interface BrowserState {
  get<Key extends keyof BrowserStateValues>(key: Key): Promise<BrowserStateValues[Key]>;
  set<Key extends keyof BrowserStateValues>(key: Key, value: BrowserStateValues[Key]): Promise<void>;
}

export interface BrowserStateValues extends QueueMemory {
  language: 'auto' | 'fr' | 'en';
  theme: 'auto' | 'light' | 'dark';
  /** Which account is open, and what is half done. Null until one is written: then the two below say it. */
  accountBook: AccountBook | null;
  /** Before there was a book, only read: the open database, and whether it was made. */
  database: string;
  databaseMade: boolean;
  singleKeys: boolean;
}

export const BROWSER_STATE_DEFAULTS: BrowserStateValues = {
  language: 'auto',
  theme: 'auto',
  panic: false,
  accountBook: null,
  database: EMPTY_BOOK.open,
  databaseMade: false,
  createTimes: [],
  singleKeys: true,
};

export const storageBrowserState: BrowserState = {
  async get(key) {
    const found = await browser.storage.local.get(key);
    return (found[key] ?? BROWSER_STATE_DEFAULTS[key]) as BrowserStateValues[typeof key];
  },
  async set(key, value) {
    await browser.storage.local.set({ [key]: value });
  },
};

/** The book of accounts, in one value of the browser's storage. */
export function bookIn(state: BrowserState): BookKeeper {
  return {
    async read() {
      const book = await state.get('accountBook');
      if (book) return { ...EMPTY_BOOK, ...book };
      return { ...EMPTY_BOOK, open: await state.get('database'), made: await state.get('databaseMade') };
    },
    write: (book) => state.set('accountBook', book),
  };
}
