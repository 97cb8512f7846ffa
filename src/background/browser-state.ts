import { browser } from 'wxt/browser';
import type { QueueMemory } from '../publish/publish-deps.ts';

/** What belongs to the browser and not to an account (spec section 3): kept in `storage.local`, outside SQLite. */
export interface BrowserState {
  get<Key extends keyof BrowserStateValues>(key: Key): Promise<BrowserStateValues[Key]>;
  set<Key extends keyof BrowserStateValues>(key: Key, value: BrowserStateValues[Key]): Promise<void>;
}

export interface BrowserStateValues extends QueueMemory {
  language: 'auto' | 'fr' | 'en';
  theme: 'auto' | 'light' | 'dark';
  /** The name of the open database, `vbs-local.db` before the first sign-in. */
  database: string;
  /** True once that database was made: from then on a missing one is an error, never a fresh start. */
  databaseMade: boolean;
  singleKeys: boolean;
}

export const BROWSER_STATE_DEFAULTS: BrowserStateValues = {
  language: 'auto',
  theme: 'auto',
  panic: false,
  database: 'vbs-local.db',
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
