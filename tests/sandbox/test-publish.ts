/** A whole publication as a good client makes it; the base the tests vary. */
import { CREATE_HEADERS, type Reply, type Visitor } from './test-visitor.ts';

export const UPLOAD = '7c1f0d52-3b7e-4e0a-9a57-2f6d1c8e4b90';

type Item = Record<string, unknown>;
export interface CreateBody {
  item: Item;
  [key: string]: unknown;
}

/** A body that passes; `changes` replaces keys of the item (undefined takes one away). */
export function createBody(photoIds: number[], changes: Item = {}, upload = UPLOAD): CreateBody {
  const item: Item = {
    id: null,
    currency: 'EUR',
    temp_uuid: upload,
    title: 'T-shirt marinière coton Petit Bateau M',
    description: 'Marinière en coton, col rond.',
    brand_id: 149,
    brand: 'Petit Bateau',
    catalog_id: 221,
    isbn: null,
    is_unisex: false,
    ai_photo: false,
    price: 12.5,
    package_size_id: 1,
    shipment_prices: { domestic: null, international: null },
    color_ids: [12, 27],
    assigned_photos: photoIds.map((id) => ({ id, orientation: 0 })),
    measurement_length: null,
    measurement_width: null,
    item_attributes: [
      { code: 'size', ids: [4] },
      { code: 'condition', ids: [2] },
      { code: 'material', ids: [44] },
    ],
    size_id: 4,
    status_id: 2,
    manufacturer: null,
    manufacturer_labelling: null,
    ...changes,
  };
  return { item, feedback_id: null, push_up: false, parcel: null, upload_session_id: upload };
}

/** Uploads n photos and gives their ids. */
export async function uploadPhotos(visitor: Visitor, count: number, upload = UPLOAD): Promise<number[]> {
  await visitor.checkAccount();
  const ids: number[] = [];
  for (let rank = 0; rank < count; rank += 1) {
    const { json } = await visitor.upload(upload);
    ids.push(json.id ?? json.photo.id);
  }
  return ids;
}

/** Checks the account and sends a create. */
export async function create(
  visitor: Visitor,
  body: unknown,
  headers: Record<string, string> = CREATE_HEADERS,
): Promise<Reply> {
  await visitor.checkAccount();
  return visitor.write('POST', '/api/v2/item_upload/items', body, headers);
}

/** Page, photos, create: the whole of it. */
export async function publish(visitor: Visitor, changes: Item = {}, photos = 3): Promise<Reply> {
  await visitor.visit('/items/new');
  const ids = await uploadPhotos(visitor, photos);
  return create(visitor, createBody(ids, changes));
}
