import type { DraftLabels, DraftStatus, ListingFields, PieceFields } from '../drafts/draft.ts';

/** `drafts.json` of an export. Versioned; documented in docs/formats.md. */
export const EXPORT_FORMAT = 'penderie-drafts';
export const EXPORT_VERSION = 1;

export interface ExportedDraft {
  id: string;
  reference: number | null;
  title: string;
  description: string;
  /** Major unit with at most two decimals, as people write it: 12.5 */
  price: number;
  currency: string;
  status: DraftStatus;
  labels: DraftLabels;
  listing: ListingFields;
  piece: Omit<PieceFields, 'reference'> | null;
  created_at: string;
  updated_at: string;
  /** SHA-256 over text, price, fields and photos (`src/drafts/content-hash.ts`): recognises the same draft at import. */
  content_hash: string;
  /** Paths inside the archive, in order, the cover first: `photos/0127-01.jpg`. */
  photos: string[];
  /** SHA-256 of each of these files, in the same order, whether or not the archive brings it. */
  photo_hashes: string[];
}

export interface ExportFile {
  format: typeof EXPORT_FORMAT;
  version: number;
  exported_at: string;
  drafts: ExportedDraft[];
}
