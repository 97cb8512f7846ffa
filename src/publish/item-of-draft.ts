import type { Draft } from '../drafts/draft.ts';
import type { PreviewField } from './job.ts';
import type { JobContext } from './job-data.ts';

/**
 * What a draft sends, by meaning. Null where a mandatory field is missing: the gate says which, so this is only reached
 * by a draft that passed it.
 */
export function itemOfDraft(draft: Draft): JobContext['item'] | null {
  const { listing } = draft;
  if (listing.catalogId === null || listing.conditionId === null || listing.packageSizeId === null)
    return null;
  return {
    title: draft.title,
    description: draft.description,
    priceCents: draft.priceCents,
    currency: draft.currency,
    catalogId: listing.catalogId,
    brandId: listing.brandId,
    brandLabel: listing.brandLabel,
    sizeId: listing.sizeId,
    conditionId: listing.conditionId,
    colorIds: listing.colorIds,
    packageSizeId: listing.packageSizeId,
    materialIds: listing.materialIds,
    isbn: listing.isbn,
    isUnisex: listing.isUnisex,
    attributes: listing.attributes,
  };
}

/** The preview's table: the words the seller knows, and beside them the id Vinted receives. */
export function previewFields(
  draft: Draft,
  titles: { condition: string; materials: string; packageSize: string },
): PreviewField[] {
  const { listing, labels } = draft;
  const fields: PreviewField[] = [
    { field: 'category', label: labels.category ?? '', id: String(listing.catalogId ?? '') },
    { field: 'brand', label: labels.brand ?? listing.brandLabel ?? '', id: String(listing.brandId ?? '') },
  ];
  if (listing.sizeId !== null)
    fields.push({ field: 'size', label: labels.size ?? '', id: String(listing.sizeId) });
  fields.push({ field: 'condition', label: titles.condition, id: String(listing.conditionId ?? '') });
  if (listing.colorIds.length > 0) {
    fields.push({ field: 'colors', label: labels.color ?? '', id: listing.colorIds.join(', ') });
  }
  if (listing.materialIds.length > 0) {
    fields.push({ field: 'materials', label: titles.materials, id: listing.materialIds.join(', ') });
  }
  fields.push({ field: 'package', label: titles.packageSize, id: String(listing.packageSizeId ?? '') });
  fields.push({ field: 'price', label: String(draft.priceCents / 100), id: draft.currency });
  if (listing.isbn) fields.push({ field: 'isbn', label: listing.isbn, id: listing.isbn });
  for (const attribute of listing.attributes) {
    fields.push({ field: 'attributes', label: attribute.code, id: attribute.ids.join(', ') });
  }
  return fields;
}
