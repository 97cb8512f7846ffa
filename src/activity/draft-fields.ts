import type { Draft, DraftPatch } from '../drafts/draft.ts';
import { EMPTY_LISTING_FIELDS } from '../drafts/draft.ts';
import type { FieldChange, FieldName, FieldValue } from './activity.ts';

/** What the journal's lines call their parts. Anything else in a line tells, and cannot go back. */
const WHOLE = ['title', 'description', 'priceCents', 'photos', 'binned'] as const;
const PARTS = ['labels', 'listing', 'piece'] as const;

const EMPTY: Readonly<Record<string, FieldValue>> = {
  ...Object.fromEntries(
    Object.entries(EMPTY_LISTING_FIELDS).map(([name, value]) => [`listing.${name}`, value]),
  ),
  'piece.measures': {},
  photos: [],
  title: '',
  description: '',
  priceCents: 0,
  binned: false,
};

/**
 * Fields that say one thing together: a brand's name and its number. They go back together or not at all, so that no
 * undo makes a brand of one and a number of another.
 */
const TOGETHER: readonly (readonly FieldName[])[] = [
  ['labels.brand', 'listing.brandId', 'listing.brandLabel'],
  ['labels.size', 'listing.sizeId'],
  ['labels.color', 'listing.colorIds'],
  ['labels.category', 'listing.catalogId'],
];

/** What one line of the journal holds, field by field. A line may lack what is empty. */
function fieldsOf(content: unknown): Map<FieldName, FieldValue> {
  const fields = new Map<FieldName, FieldValue>();
  if (content === null || typeof content !== 'object') return fields;
  const parts = content as Record<string, FieldValue | undefined>;
  for (const name of WHOLE) if (parts[name] !== undefined) fields.set(name, parts[name]);
  for (const part of PARTS) {
    for (const [name, value] of Object.entries(parts[part] ?? {}) as [string, FieldValue | undefined][]) {
      if (value !== undefined && `${part}.${name}` !== 'piece.reference')
        fields.set(`${part}.${name}`, value);
    }
  }
  return fields;
}

export function emptyValue(field: FieldName): FieldValue {
  return EMPTY[field] ?? null;
}

export function isSame(a: FieldValue, b: FieldValue): boolean {
  return canonical(a) === canonical(b);
}

/** Text that is equal where two values are; the order of keys says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The fields that differ between two sides of a line. */
export function changedFields(before: unknown, after: unknown): FieldChange[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const change = {
      field,
      before: was.get(field) ?? emptyValue(field),
      after: is.get(field) ?? emptyValue(field),
    };
    return isSame(change.before, change.after) ? [] : [change];
  });
}

/** What a draft holds in every field. */
export function fieldsOfDraft(draft: Draft): Map<FieldName, FieldValue> {
  const { title, description, priceCents, labels, listing, piece, photos } = draft;
  const fields = fieldsOf({
    title,
    description,
    priceCents,
    labels,
    listing,
    piece: piece ?? {},
    photos: photos.map((photo) => photo.photoId),
    binned: draft.deletedAt !== null,
  });
  for (const photo of photos) fields.set(`alt:${photo.photoId}`, photo.altText);
  return fields;
}

/** The fields that must go back with this one, itself among them. */
export function togetherWith(field: FieldName): readonly FieldName[] {
  return TOGETHER.find((group) => group.includes(field)) ?? [field];
}

/** The patch an editor would save for these fields; photos, bin and photo texts are no part of it. */
export function patchOf(values: ReadonlyMap<FieldName, FieldValue>): DraftPatch {
  const patch: Record<string, unknown> = {};
  for (const [field, value] of values) {
    const [part, name] = field.split('.') as [string, string | undefined];
    if (name !== undefined) patch[part] = { ...(patch[part] as object | undefined), [name]: value };
    else if (field === 'title' || field === 'description' || field === 'priceCents') patch[field] = value;
  }
  return patch as DraftPatch;
}
