import { priceOf } from '../shared/money.ts';
import type { ItemDraft } from './vinted.ts';

/** Attributes with a field of their own in `ItemDraft`: never taken from its free list, so that none stands twice. */
const OWN_ATTRIBUTES = ['size', 'condition', 'material'];

/**
 * The whole body of a create as it was recorded (contract section 3), keys in the recorded order. Size and condition are
 * sent in both forms, since sources conflict on which one counts; the price is a bare number in major units; the one
 * uuid stands in both of its places (rules R1, R2). A brand goes as id and text: an id with its label, no id with the
 * seller's own text, or neither.
 */
export function itemBody(item: ItemDraft): object {
  return {
    item: {
      id: null,
      currency: item.currency,
      temp_uuid: item.uploadSessionId,
      title: item.title,
      description: item.description,
      brand_id: item.brandId,
      brand: item.brandLabel,
      catalog_id: item.catalogId,
      isbn: item.isbn,
      is_unisex: item.isUnisex,
      ai_photo: false,
      price: priceOf(item.priceCents),
      package_size_id: item.packageSizeId,
      shipment_prices: { domestic: null, international: null },
      color_ids: item.colorIds,
      assigned_photos: item.photos.map((photo) => ({ id: photo.id, orientation: photo.orientation })),
      measurement_length: null,
      measurement_width: null,
      item_attributes: itemAttributes(item),
      size_id: item.sizeId,
      status_id: item.conditionId,
      manufacturer: null,
      manufacturer_labelling: null,
    },
    feedback_id: null,
    push_up: false,
    parcel: null,
    upload_session_id: item.uploadSessionId,
  };
}

function itemAttributes(item: ItemDraft): { code: string; ids: number[] }[] {
  const attributes: { code: string; ids: number[] }[] = [];
  if (item.sizeId !== null) attributes.push({ code: 'size', ids: [item.sizeId] });
  attributes.push({ code: 'condition', ids: [item.conditionId] });
  if (item.materialIds.length > 0) attributes.push({ code: 'material', ids: item.materialIds });
  for (const { code, ids } of item.attributes) {
    if (!OWN_ATTRIBUTES.includes(code) && ids.length > 0) attributes.push({ code, ids });
  }
  return attributes;
}
