/** Rows handled in one transaction. Readers wait for one slice, never for the whole work. */
export const SLICE = { first: 50, min: 5, max: 500, targetMs: 20 } as const;
/** Pages given back in one step of a vacuum. */
export const VACUUM_STEP = { first: 200, min: 100, max: 500, targetMs: 20 } as const;

export interface SliceRule {
  min: number;
  max: number;
  targetMs: number;
}

/**
 * The size of the next slice after one that took so long. It follows the time measured, at most doubling, so that one
 * quick slice does not make a long one. A clock that jumped meanwhile costs one badly sized slice within the bounds.
 */
export function nextSliceSize(rule: SliceRule, size: number, tookMs: number): number {
  const fitting = tookMs > 0 ? Math.floor((size * rule.targetMs) / tookMs) : size * 2;
  return Math.max(rule.min, Math.min(fitting, size * 2, rule.max));
}
