import type { AppError } from '../shared/app-error.ts';
import type { GateFlags } from '../gate/gate.ts';
import type { DraftPhoto } from '../photos/photo.ts';
import type { Excerpt, TextRange } from '../search/hits.ts';

export const DRAFT_STATUSES = ['pending', 'ready', 'prepared', 'published', 'error', 'manual'] as const;
export type DraftStatus = (typeof DRAFT_STATUSES)[number];

/** The fields Vinted's form has, with Vinted's ids. Null means "not chosen yet". Photo ids never stand here. */
export interface ListingFields {
  catalogId: number | null;
  /** 1 = "Sans marque". Null with a `brandLabel` = a brand Vinted has no id for. */
  brandId: number | null;
  brandLabel: string | null;
  sizeId: number | null;
  conditionId: number | null;
  /** At most 2. */
  colorIds: number[];
  packageSizeId: number | null;
  /** At most 3. */
  materialIds: number[];
  isbn: string | null;
  isUnisex: boolean;
  /** What else the category asks for: `sim_lock`, `internal_memory_capacity` … */
  attributes: { code: string; ids: number[] }[];
}

export const EMPTY_LISTING_FIELDS: ListingFields = {
  catalogId: null,
  brandId: null,
  brandLabel: null,
  sizeId: null,
  conditionId: null,
  colorIds: [],
  packageSizeId: null,
  materialIds: [],
  isbn: null,
  isUnisex: false,
  attributes: [],
};

/** The words beside the ids, for people and for search. */
export interface DraftLabels {
  brand: string | null;
  size: string | null;
  color: string | null;
  category: string | null;
}

/** What belongs to the piece and is never sent. */
export interface PieceFields {
  reference: number;
  costCents: number | null;
  source: string | null;
  location: string | null;
  notes: string | null;
  /** Centimetres by name: `{ "longueur": 71 }`. */
  measures: Record<string, number>;
  defects: string | null;
}

/** A draft as the editor sees it. Times are ISO text; '' and 0 in title and price mean "not set". */
export interface Draft {
  id: string;
  pieceId: string | null;
  accountId: string;
  title: string;
  description: string;
  priceCents: number;
  currency: string;
  labels: DraftLabels;
  listing: ListingFields;
  piece: PieceFields | null;
  flags: GateFlags | null;
  status: DraftStatus;
  error: AppError | null;
  preparedUntil: string | null;
  /** True while a job of this draft is unfinished: what would be sent can then not be edited. */
  locked: boolean;
  revision: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
  photos: DraftPhoto[];
  /** The newest listing this draft made, if any. */
  online: { vintedId: string | null; url: string | null; verifiedAt: string | null } | null;
}

/** Where a search found a draft: ranges of the texts a row shows, and lines of one it does not. */
export interface DraftHits {
  title: TextRange[];
  brand: TextRange[];
  size: TextRange[];
  /** By the piece's number. */
  reference: boolean;
  /** What a row does not show by itself: description, notes, colour or category. Null where the rest says it all. */
  excerpt: Excerpt | null;
}

/** A row of a list. */
export interface DraftSummary {
  id: string;
  reference: number | null;
  title: string;
  priceCents: number;
  currency: string;
  labels: DraftLabels;
  status: DraftStatus;
  blockers: number;
  warnings: number;
  photoCount: number;
  /** sha256 of the cover's content, the key of its thumbnail; null without photos. */
  coverSha256: string | null;
  locked: boolean;
  preparedUntil: string | null;
  errorCode: string | null;
  listingUrl: string | null;
  updatedAt: string;
  /** Only in an answer to a search. */
  hits?: DraftHits;
}

/** How many drafts stand in each status, without those in the bin. */
export type DraftCounts = Record<DraftStatus | 'all' | 'bin', number>;

/** What the editor may save. Absent keys stay as they are. */
export interface DraftPatch {
  title?: string;
  description?: string;
  priceCents?: number;
  labels?: Partial<DraftLabels>;
  listing?: Partial<ListingFields>;
  piece?: Partial<Omit<PieceFields, 'reference'>>;
}
