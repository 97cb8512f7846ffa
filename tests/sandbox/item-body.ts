/** An item as it is written: the body of create, edit and drafts (contract §3), and how it is kept. */
import type { ItemFields } from './state.ts';

export interface ItemAttribute {
  code: string;
  ids?: number[];
  value?: string;
}
/** The `item` or `draft` object, once its schema has passed. */
export interface ItemBody {
  id: number | null;
  currency?: string;
  temp_uuid?: string;
  title?: string | null;
  description?: string | null;
  brand_id?: number | null;
  brand?: string | null;
  catalog_id?: number | null;
  isbn?: string | null;
  author?: string | null;
  book_title?: string | null;
  is_unisex?: boolean;
  price?: number | null;
  package_size_id?: number | null;
  color_ids?: number[];
  assigned_photos?: { id: number; orientation: number }[];
  photos?: { id: number; orientation: number }[];
  measurement_length?: number | null;
  measurement_width?: number | null;
  item_attributes?: ItemAttribute[];
  size_id?: number | null;
  status_id?: number | null;
}
export interface WriteBody {
  item?: ItemBody;
  draft?: ItemBody;
  upload_session_id: string;
}

/** Parses a JSON body; undefined when it is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The photo ids of a body in display order, whichever key carries them. */
export function photoIds(item: ItemBody): number[] {
  return (item.assigned_photos ?? item.photos ?? []).map((photo) => photo.id);
}

/** The attributes with a size given only in its flat form added: the read side knows attributes only (§4). */
function attributesOf(item: ItemBody): ItemAttribute[] {
  const sent = item.item_attributes ?? [];
  const flat =
    item.size_id && !sent.some((one) => one.code === 'size') ? [{ code: 'size', ids: [item.size_id] }] : [];
  return [...flat, ...sent];
}

/** The fields to keep. */
export function fieldsOf(item: ItemBody): ItemFields {
  return {
    title: item.title ?? null,
    description: item.description ?? null,
    price: item.price ?? null,
    currency: item.currency ?? 'EUR',
    brandId: item.brand_id ?? null,
    brand: item.brand ?? null,
    catalogId: item.catalog_id ?? null,
    packageSizeId: item.package_size_id ?? null,
    colorIds: item.color_ids ?? [],
    attributes: attributesOf(item),
    photoIds: photoIds(item),
    isUnisex: item.is_unisex ?? false,
    isbn: item.isbn ?? null,
    author: item.author ?? null,
    bookTitle: item.book_title ?? null,
    measurementLength: item.measurement_length ?? null,
    measurementWidth: item.measurement_width ?? null,
  };
}
