/** Spec section 3.2: the two TTLs the seller may change, in days of 24 h, and their bounds. */
export const TTL_DAYS = { min: 7, max: 365, drafts: 30, publishLog: 90 } as const;

/** Spec sections 2 and 3.1: how long the bin and the journal keep what they hold. Not a setting. */
export const KEPT_DAYS = { bin: 30, audit: 180 } as const;
