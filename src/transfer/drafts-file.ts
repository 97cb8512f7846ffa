import type { DraftPatch, ListingFields } from '../drafts/draft.ts';
import { EMPTY_LISTING_FIELDS } from '../drafts/draft.ts';
import { appError, type AppError } from '../shared/app-error.ts';
import { centsOf } from '../shared/money.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { EXPORT_FORMAT, EXPORT_VERSION } from './export-format.ts';

export const DRAFTS_FILE_LIMITS = { bytes: 50_000_000, drafts: 5_000, photos: 20 } as const;

/** A draft of a `drafts.json`, checked field by field and ready to be saved. */
export interface FileDraft {
  sourceId: string | null;
  reference: number | null;
  patch: Required<Omit<DraftPatch, 'piece' | 'listing'>> & {
    listing: ListingFields;
    piece?: DraftPatch['piece'];
  };
  currency: string;
  contentHash: string | null;
  photos: string[];
  photoHashes: string[];
}

export interface DraftsFile {
  exportedAt: string | null;
  drafts: { index: number; draft: FileDraft }[];
  /** Rows that are no draft, with the field that is wrong. */
  refused: { index: number; title: string; problem: AppError }[];
}

/**
 * Reads a `drafts.json`. Nothing of it is taken over but the known fields, each checked; a wrong row is refused alone.
 * @returns `file_not_an_export`, `file_version_newer`, `file_too_large` where the file as a whole is none of ours
 */
export function readDraftsFile(bytes: Uint8Array): Result<DraftsFile> {
  if (bytes.length > DRAFTS_FILE_LIMITS.bytes) return fail(appError('file_too_large'));
  const parsed = objectOf(parseJson(bytes));
  if (
    !parsed ||
    parsed.format !== EXPORT_FORMAT ||
    !Number.isInteger(parsed.version) ||
    !Array.isArray(parsed.drafts)
  ) {
    return fail(appError('file_not_an_export'));
  }
  const version = parsed.version as number;
  if (version > EXPORT_VERSION)
    return fail(appError('file_version_newer', { params: { version, known: EXPORT_VERSION } }));
  if (version < 1) return fail(appError('file_not_an_export'));
  if (parsed.drafts.length > DRAFTS_FILE_LIMITS.drafts) return fail(appError('file_too_large'));

  const file: DraftsFile = { exportedAt: isoText(parsed.exported_at), drafts: [], refused: [] };
  parsed.drafts.forEach((row: unknown, index) => {
    const read = draftOf(objectOf(row) ?? {});
    if (typeof read !== 'string') file.drafts.push({ index, draft: read });
    else {
      const title = text(objectOf(row)?.title, 200) ?? '';
      file.refused.push({
        index,
        title,
        problem: appError('invalid_input', { field: read, params: { field: read } }),
      });
    }
  });
  return ok(file);
}

type Json = Record<string, unknown>;

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

// Each reader below gives undefined for what it does not accept.

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function text(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' || value.length > most) return undefined;

  return value.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
}

/** Absent and null are "not set"; anything else must be right. */
function optional<T>(value: unknown, read: (value: unknown) => T | undefined): T | null | undefined {
  return value === undefined || value === null ? null : read(value);
}

function whole(value: unknown, least: number, most: number): number | undefined {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most
    ? (value as number)
    : undefined;
}

const vintedId = (value: unknown) => whole(value, 1, Number.MAX_SAFE_INTEGER);

function listOf<T>(value: unknown, most: number, read: (value: unknown) => T | undefined): T[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > most) return undefined;
  const items = value.map(read);
  return items.includes(undefined) ? undefined : (items as T[]);
}

function isoText(value: unknown): string | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** At most two decimals: a price is never rounded into another one. */
function cents(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0) || value > 1_000_000) return undefined;
  const rounded = centsOf(value);
  return Math.abs(value * 100 - rounded) < 1e-6 ? rounded : undefined;
}

const sha256 = (value: unknown) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : undefined;
const photoPath = (value: unknown) =>
  typeof value === 'string' && /^photos\/[^/\\]{1,200}$/.test(value) ? value : undefined;

/** The draft, or the name of the first field that is wrong. */
function draftOf(row: Json): FileDraft | string {
  const labels = objectOf(row.labels ?? {});
  const fields = {
    id: optional(row.id, (value) => text(value, 64)),
    reference: optional(row.reference, (value) => whole(value, 1, 1e9)),
    title: text(row.title, 2000),
    description: text(row.description ?? '', 20_000),
    price: cents(row.price ?? 0),
    // A price in another currency would become as many euros.
    currency: (row.currency ?? 'EUR') === 'EUR' ? 'EUR' : undefined,
    labels,
    'labels.brand': optional(labels?.brand, (value) => text(value, 200)),
    'labels.size': optional(labels?.size, (value) => text(value, 100)),
    'labels.color': optional(labels?.color, (value) => text(value, 100)),
    'labels.category': optional(labels?.category, (value) => text(value, 300)),
    content_hash: optional(row.content_hash, sha256),
    photos: listOf(row.photos, DRAFTS_FILE_LIMITS.photos, photoPath),
    photo_hashes: listOf(row.photo_hashes, DRAFTS_FILE_LIMITS.photos, sha256),
  };
  const wrong = firstUndefined(fields);
  if (wrong) return wrong;
  const listing = listingOf(objectOf(row.listing ?? {}));
  if (typeof listing === 'string') return listing;
  const piece = pieceOf(row.piece === undefined || row.piece === null ? null : objectOf(row.piece));
  if (typeof piece === 'string') return piece;
  return {
    sourceId: fields.id!,
    reference: fields.reference!,
    patch: {
      title: fields.title!,
      description: fields.description!,
      priceCents: fields.price!,
      labels: {
        brand: fields['labels.brand']!,
        size: fields['labels.size']!,
        color: fields['labels.color']!,
        category: fields['labels.category']!,
      },
      listing,
      ...(piece ? { piece } : {}),
    },
    currency: 'EUR',
    contentHash: fields.content_hash!,
    photos: fields.photos!,
    photoHashes: fields.photo_hashes!,
  };
}

function listingOf(row: Json | undefined): ListingFields | string {
  if (!row) return 'listing';
  const fields = {
    catalogId: optional(row.catalogId, vintedId),
    brandId: optional(row.brandId, vintedId),
    brandLabel: optional(row.brandLabel, (value) => text(value, 200)),
    sizeId: optional(row.sizeId, vintedId),
    conditionId: optional(row.conditionId, vintedId),
    colorIds: listOf(row.colorIds, 2, vintedId),
    packageSizeId: optional(row.packageSizeId, vintedId),
    materialIds: listOf(row.materialIds, 3, vintedId),
    isbn: optional(row.isbn, (value) => text(value, 20)),
    isUnisex: typeof (row.isUnisex ?? false) === 'boolean' ? Boolean(row.isUnisex) : undefined,
    attributes: listOf(row.attributes, 30, attributeOf),
  };
  const wrong = firstUndefined(fields);
  return wrong ? `listing.${wrong}` : { ...EMPTY_LISTING_FIELDS, ...(fields as ListingFields) };
}

function attributeOf(value: unknown): { code: string; ids: number[] } | undefined {
  const row = objectOf(value);
  const code = text(row?.code, 60);
  const ids = listOf(row?.ids, 20, vintedId);
  return code && ids ? { code, ids } : undefined;
}

function pieceOf(row: Json | null | undefined): NonNullable<DraftPatch['piece']> | string | null {
  if (row === null) return null;
  if (!row) return 'piece';
  const fields = {
    costCents: optional(row.costCents, (value) => whole(value, 0, 10_000_000)),
    source: optional(row.source, (value) => text(value, 200)),
    location: optional(row.location, (value) => text(value, 200)),
    notes: optional(row.notes, (value) => text(value, 5000)),
    measures: measuresOf(objectOf(row.measures ?? {})),
    defects: optional(row.defects, (value) => text(value, 2000)),
  };
  const wrong = firstUndefined(fields);
  return wrong ? `piece.${wrong}` : (fields as NonNullable<DraftPatch['piece']>);
}

/** The one place where names come from the file: those that mean something to the language are left out. */
function measuresOf(row: Json | undefined): Record<string, number> | undefined {
  const entries = Object.entries(row ?? {}).filter(
    ([name]) => !['__proto__', 'constructor', 'prototype'].includes(name),
  );
  const right = entries.every(
    ([name, value]) => name.length <= 40 && typeof value === 'number' && value >= 0 && value <= 10_000,
  );
  return row && entries.length <= 50 && right ? Object.fromEntries(entries as [string, number][]) : undefined;
}

function firstUndefined(fields: Record<string, unknown>): string | undefined {
  return Object.entries(fields).find(([, value]) => value === undefined)?.[0];
}
