import type { DraftSummary } from '../../drafts/draft.ts';
import type { RouteOutput } from '../../messaging/routes.ts';

/** What the popup paints before the worker is awake: what it showed last. Only what the popup itself shows is kept. */
export interface PopupMemory {
  overview: RouteOutput<'overview'> | null;
  /** The first rows of the list without a search. */
  drafts: DraftSummary[];
  total: number;
  tab: PopupTab;
}

export const POPUP_TABS = ['all', 'ready', 'pending', 'error', 'published'] as const;
export type PopupTab = (typeof POPUP_TABS)[number];

const KEY = 'penderie.popup';
/** Grows whenever what is kept changes shape: an older memory is then forgotten, never half understood. */
const VERSION = 1;
/** More than the popup is high: enough for the first paint, little enough to be read in a moment. */
const ROWS = 30;

const NOTHING: PopupMemory = { overview: null, drafts: [], total: 0, tab: 'all' };

/** What was kept, or nothing: a broken or older memory is no reason to fail. */
export function recallPopup(storage: Pick<Storage, 'getItem'>): PopupMemory {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? 'null') as (PopupMemory & { version: number }) | null;
    if (kept?.version !== VERSION || !Array.isArray(kept.drafts)) return { ...NOTHING };
    const tab = POPUP_TABS.includes(kept.tab) ? kept.tab : 'all';
    return { overview: kept.overview, drafts: kept.drafts, total: kept.total, tab };
  } catch {
    return { ...NOTHING };
  }
}

/** Keeps the memory for the next opening. A full or forbidden storage costs only the fast first paint. */
export function rememberPopup(storage: Pick<Storage, 'setItem'>, memory: PopupMemory): void {
  try {
    storage.setItem(
      KEY,
      JSON.stringify({ version: VERSION, ...memory, drafts: memory.drafts.slice(0, ROWS) }),
    );
  } catch {
    // Nothing is lost: the worker has it all.
  }
}

/** Another account is open, or everything was erased: what the popup showed is nobody's business any more. */
export function forgetPopup(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(KEY);
}
