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
  /** SHA-256 over text, price, fields and photos: recognises the same draft at import. */
  content_hash: string;
  /** Names of files below `photos/`, in order. */
  photos: string[];
}

export interface ExportFile {
  format: typeof EXPORT_FORMAT;
  version: number;
  exported_at: string;
  drafts: ExportedDraft[];
}
