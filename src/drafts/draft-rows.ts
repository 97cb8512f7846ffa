import type { AppError } from '../shared/app-error.ts';
import type { GateFlags } from '../gate/gate.ts';
import { withBrandLabel } from './apply-patch.ts';
import { centsOf } from '../shared/money.ts';
import type { DraftPhoto } from '../photos/photo.ts';
import {
  EMPTY_LISTING_FIELDS,
  type Draft,
  type DraftStatus,
  type DraftSummary,
  type ListingFields,
} from './draft.ts';

/** A row of `drafts` with its piece, its unfinished job and its newest listing. */
export interface DraftRow {
  id: string;
  piece_id: string | null;
  user_id: string;
  title: string;
  description: string | null;
  price: number;
  currency: string;
  brand: string | null;
  size: string | null;
  color: string | null;
  category: string | null;
  listing_json: string | null;
  flags_json: string | null;
  status: DraftStatus;
  error_json: string | null;
  prepared_until: string | null;
  revision: number;
  deleted_at: string | null;
  created_at: string;
  updated_at: string;
  reference: number | null;
  cost_cents: number | null;
  source: string | null;
  location: string | null;
  notes: string | null;
  measures_json: string | null;
  defects: string | null;
  locked: number;
  online_json: string | null;
}

export interface PhotoRow {
  photo_id: string;
  draft_id: string;
  asset_id: string;
  sha256: string;
  width: number;
  height: number;
  mime: string;
  file_size_bytes: number;
  compressed_size_bytes: number;
  file_name: string | null;
  position: number;
  alt_text: string | null;
  tier: DraftPhoto['tier'];
  published_to_vinted: number;
}

export interface SummaryRow {
  id: string;
  reference: number | null;
  title: string;
  price: number;
  currency: string;
  brand: string | null;
  size: string | null;
  color: string | null;
  category: string | null;
  status: DraftStatus;
  blockers: number | null;
  warnings: number | null;
  photo_count: number;
  cover: string | null;
  locked: number;
  prepared_until: string | null;
  error_code: string | null;
  listing_url: string | null;
  updated_at: string;
}

export function draftOf(row: DraftRow, photos: DraftPhoto[]): Draft {
  return {
    id: row.id,
    pieceId: row.piece_id,
    accountId: row.user_id,
    title: row.title,
    description: row.description ?? '',
    priceCents: centsOf(row.price),
    currency: row.currency,
    labels: labelsOf(row),
    listing: listingOf(row),
    piece:
      row.reference === null
        ? null
        : {
            reference: row.reference,
            costCents: row.cost_cents,
            source: row.source,
            location: row.location,
            notes: row.notes,
            measures: json<Record<string, number>>(row.measures_json) ?? {},
            defects: row.defects,
          },
    flags: json<GateFlags>(row.flags_json),
    status: row.status,
    error: json<AppError>(row.error_json),
    preparedUntil: row.prepared_until,
    locked: row.locked === 1,
    revision: row.revision,
    deletedAt: row.deleted_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    photos,
    online: json<NonNullable<Draft['online']>>(row.online_json),
  };
}

function listingOf(row: DraftRow): ListingFields {
  const listing = { ...EMPTY_LISTING_FIELDS, ...json<Partial<ListingFields>>(row.listing_json) };
  return withBrandLabel(listing, labelsOf(row));
}

export function photoOf(row: PhotoRow): DraftPhoto {
  return {
    photoId: row.photo_id,
    draftId: row.draft_id,
    assetId: row.asset_id,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    mime: row.mime,
    fileSizeBytes: row.file_size_bytes,
    compressedSizeBytes: row.compressed_size_bytes,
    fileName: row.file_name,
    position: row.position,
    altText: row.alt_text,
    tier: row.tier,
    publishedToVinted: row.published_to_vinted === 1,
  };
}

export function summaryOf(row: SummaryRow): DraftSummary {
  return {
    id: row.id,
    reference: row.reference,
    title: row.title,
    priceCents: centsOf(row.price),
    currency: row.currency,
    labels: labelsOf(row),
    status: row.status,
    blockers: row.blockers ?? 0,
    warnings: row.warnings ?? 0,
    photoCount: row.photo_count,
    coverSha256: row.cover,
    locked: row.locked === 1,
    preparedUntil: row.prepared_until,
    errorCode: row.error_code,
    listingUrl: row.listing_url,
    updatedAt: row.updated_at,
  };
}

function labelsOf(row: Pick<DraftRow, 'brand' | 'size' | 'color' | 'category'>): Draft['labels'] {
  return { brand: row.brand, size: row.size, color: row.color, category: row.category };
}

function json<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}
