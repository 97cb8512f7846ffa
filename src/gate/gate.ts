import type { Draft } from '../drafts/draft.ts';

/** Grows with every change of a rule: drafts judged by an older gate are judged again. */
export const GATE_VERSION = 1;

export type GateLevel = 'block' | 'warn' | 'info';

/** One thing a rule found. Its text is `gate.<rule>` in `src/i18n`, with `params`. */
export interface GateFinding {
  rule: string;
  level: GateLevel;
  /** `title`, `description`, `price`, `photos`, `category`, `brand`, `size`, `condition`, `colors`, `package`, `account` … */
  field: string;
  params: Record<string, string | number>;
  /** A change the machine can make, shown with its result; it is a patch of the draft. */
  fix?: {
    label: string;
    params: Record<string, string | number>;
    patch: import('../drafts/draft.ts').DraftPatch;
  };
}

/** The gate's result as kept in `flags_json` (spec section 5). */
export interface GateFlags {
  gate_version: number;
  publish_ready: boolean;
  ai_validated: boolean;
  photos_validated: boolean;
  blockers: GateFinding[];
  warnings: GateFinding[];
  overridden: string[];
  checked_at: string;
  content_hash: string;
  /** How many rules were asked, for "25 of 30 rules passed". */
  rules_total: number;
}

/** Null everywhere means "not known": never asked, or Vinted gave nothing usable. */
export interface KnownCategory {
  isLeaf: boolean | null;
  hasSizes: boolean | null;
  hasColors: boolean | null;
  /** Codes of attributes Vinted marks as required, beside those that have their own rule (condition, size, colour …). */
  requiredAttributes: { code: string; title: string }[] | null;
  packageSizeIds: number[] | null;
}

export const UNKNOWN_CATEGORY: KnownCategory = {
  isLeaf: null,
  hasSizes: null,
  hasColors: null,
  requiredAttributes: null,
  packageSizeIds: null,
};

/** What the rules know beyond the draft. Everything is a value: rules are pure. */
export interface GateKnowledge {
  /** Presets of spec section 5. */
  preset: { titleMax: number; hashtagsMin: number; hashtagsMax: number };
  /** What the draft's category asks for, as far as it was ever seen. */
  category: KnownCategory;
  /**
   * The account now known to be signed in ('<domain>:<id>'), null when not known or not asked. It is of the moment,
   * not of the draft: given at a preview, null where the result decides the status.
   */
  signedInAccountId: string | null;
}

export type GateRule = (draft: Draft, knowledge: GateKnowledge) => GateFinding[];
