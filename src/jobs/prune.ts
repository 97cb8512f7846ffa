import type { PrunedDraft } from '../drafts/prune-drafts.ts';

/** What one prune did, or would do. */
export interface PruneCounts {
  drafts_to_bin: number;
  bin_erased: number;
  photos_released: number;
  publish_log_purged: number;
  audit_purged: number;
  /** Of the database file. */
  freed_bytes: number;
  /** Of the purged lines of the log, those of real publications: their keys are kept for ever. */
  kept_keys: number;
}

export const NOTHING_PRUNED: Readonly<PruneCounts> = {
  drafts_to_bin: 0,
  bin_erased: 0,
  photos_released: 0,
  publish_log_purged: 0,
  audit_purged: 0,
  freed_bytes: 0,
  kept_keys: 0,
};

/** What a prune does, in this order. */
export const PRUNE_STAGES = [
  'keys',
  'drafts',
  'snapshot',
  'bin',
  'photos',
  'log',
  'journal',
  'space',
] as const;
export type PruneStage = (typeof PRUNE_STAGES)[number];

/** How far a prune is: rows (or, in the stage `space`, pages) handled of those foreseen at its start. */
export interface PruneProgress {
  stage: PruneStage;
  done: number;
  total: number;
}

/** What a prune would do now, with the first of the drafts by name. */
export interface PrunePreview {
  counts: PruneCounts;
  toBin: PrunedDraft[];
  toErase: PrunedDraft[];
  days: { drafts: number; publishLog: number; bin: number; audit: number };
}
