/** What a sandbox can be started with. */
import { defaultReadings, type Readings } from './readings.ts';

/** An account of the imitated site. */
export interface Account {
  id: number;
  login: string;
  city: string;
}

/** The account a visitor is signed in as by default. */
export const DEMO_ACCOUNT: Account = { id: 9900000010, login: 'camille_demo', city: 'Lyon' };
/** Another account of the same browser, for wrong-account tests. */
export const SECOND_ACCOUNT: Account = { id: 9900000020, login: 'sacha_demo', city: 'Nantes' };

export interface SandboxOptions {
  /** HTTPS port on 127.0.0.1; 0 lets the system choose. */
  port: number;
  /** Plain HTTP control port on 127.0.0.1; 0 lets the system choose, null starts none. */
  controlPort: number | null;
  /** Whether a first visit is signed in as the demo account. */
  signedIn: boolean;
  /** How many listings the demo account has from the start. */
  wardrobe: number;
  /** How many sales the demo account has from the start. */
  sales: number;
  /** How long after a create the wardrobe starts to show the listing. */
  wardrobeDelayMs: number;
  /** Whether a brand text without id is refused (rule R6). */
  disableCustomBrands: boolean;
  /** Above this a photo is HTTP 413 (the real threshold is unknown, P6). */
  photoMaxBytes: number;
  /** Above this side in pixels a photo is code 51 (the real threshold is unknown, P6). */
  photoMaxSide: number;
  /** Whether rule R7 (users/current before each write) is watched. */
  watchAccountCheck: boolean;
  /** Whether a connection serves several requests, as those of a real site do; tests that cut answers need it not to. */
  keepAlive: boolean;
  readings: Partial<Readings>;
}

/** Options as they are used: nothing left out. */
export type Settings = Omit<SandboxOptions, 'readings'> & { readings: Readings };

/** Fills what the caller left out. */
export function withDefaults(options: Partial<SandboxOptions>): Settings {
  return {
    port: 0,
    controlPort: null,
    signedIn: true,
    wardrobe: 3,
    sales: 0,
    wardrobeDelayMs: 0,
    disableCustomBrands: false,
    photoMaxBytes: 10_000_000,
    photoMaxSide: 8_000,
    watchAccountCheck: true,
    keepAlive: false,
    ...options,
    readings: { ...defaultReadings(), ...options.readings },
  };
}
