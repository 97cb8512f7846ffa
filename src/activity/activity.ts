import type { Actor } from '../accounts/record-change.ts';
import type { DraftPatch } from '../drafts/draft.ts';

/** A value of a field as the journal keeps it: plain JSON. */
export type FieldValue = string | number | boolean | null | readonly unknown[] | object;

/**
 * One field of a draft that can go back by itself: `title`, `labels.brand`, `listing.sizeId`, `piece.notes` …, `photos`
 * (ids in order), `binned`, and `alt:<photo id>`.
 */
export type FieldName = string;

export interface FieldChange {
  field: FieldName;
  before: FieldValue;
  after: FieldValue;
}

/** One thing that happened: an edit, a mass edit of thousands, an import, an undo. */
export interface ActivityEntry {
  id: string;
  /** The order of things; higher is later. */
  seq: number;
  /** `draft.save`, `mass_edit`, `import`, `undo` … */
  kind: string;
  actor: Actor;
  /** ISO time. */
  at: string;
  /** Whether its lines hold what it takes to go back. */
  reversible: boolean;
  undoOf: string | null;
  /** The kind of what it took back. */
  undoOfKind: string | null;
  undoneBy: string | null;
  /** How many drafts it touched. */
  draftCount: number;
  /** The first of them. `title` is null where a draft was erased. */
  drafts: { id: string; reference: number | null; title: string | null; coverSha256: string | null }[];
  /** The first fields of a single draft, or of a setting (`settings:<name>`). */
  changes: FieldChange[];
  /** What its lines say besides, of a move: `{ from, to, reason }`. */
  move: { from: string; to: string; reason: string } | null;
}

export const ACTIVITY_KINDS = ['edits', 'photos', 'mass', 'bin', 'settings', 'publishing'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const KINDS_OF: Record<ActivityKind, readonly string[]> = {
  edits: ['draft.save', 'draft.create', 'draft.duplicate', 'version', 'undo'],
  photos: ['photo.attach', 'photo.remove', 'photo.restore', 'photo.order', 'photo.describe'],
  mass: ['mass_edit', 'import', 'undo'],
  bin: ['draft.bin', 'draft.restore', 'draft.erase', 'photo.erase', 'prune'],
  settings: ['settings.set', 'account.adopt'],
  publishing: [
    'draft.status',
    'listing.recorded',
    'photo.published',
    'piece.state',
    'draft.could_not_follow',
  ],
};

export interface ActivityQuery {
  draftId: string | null;
  kind: ActivityKind | 'all';
  actor: Actor | 'all';
  /** `seq` of the last entry of the page before. */
  before: number | null;
  limit: number;
}

export interface ActivityPage {
  entries: ActivityEntry[];
  /** Null at the end. */
  next: number | null;
}

/** Why a part of an operation stays as it is. */
export type KeptReason =
  'changed_since' | 'in_queue' | 'in_bin' | 'published' | 'erased' | 'photo_erased' | 'forgotten';

export interface KeptPart {
  /** Null for a setting. */
  draftId: string | null;
  reference: number | null;
  title: string | null;
  reason: KeptReason;
  fields: FieldName[];
}

/** What an undo would do. */
export interface UndoPlan {
  operationId: string;
  kind: string;
  /** Drafts and settings that would change. */
  changing: number;
  /** Parts that would stay, named; the first hundred. */
  kept: KeptPart[];
  keptCount: number;
  /** Parts that are as they were already. */
  already: number;
  /** Drafts among those that change which may be, or have been, on Vinted: the queue stops until the seller looked. */
  onVinted: number;
}

/** One call's worth of an undo. */
export interface UndoStep {
  /** The operation the undo is: it can be undone itself. */
  undoId: string;
  changed: number;
  kept: number;
  /** Where the next call goes on; null at the end. */
  after: string | null;
}

/** A draft as it was at a time. */
export interface DraftThen {
  draftId: string;
  at: string;
  /** False before it was made. */
  existed: boolean;
  /** False where the journal no longer reaches back so far, or what it says does not lead to what is there now. */
  complete: boolean;
  binned: boolean;
  content: Required<Pick<DraftPatch, 'title' | 'description' | 'priceCents' | 'labels' | 'listing'>> & {
    currency: string;
    piece: DraftPatch['piece'] | null;
  };
  /** In order; `sha256` is null where a photo was erased since. */
  photos: { photoId: string; sha256: string | null; altText: string | null }[];
  /** Fields that are different now. */
  changes: FieldChange[];
  /** Null where it can be brought back; else why not. */
  locked: KeptReason | null;
}
