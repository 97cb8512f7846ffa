/** How items are shown: the full read of one's own item (contract §4) and the wardrobe row (§6). */
import type { Settings } from './options.ts';
import { brandOf, colorTitle, conditionTitle, sizeTitle } from './reference.ts';
import {
  attributeId,
  photosOf,
  type ItemFields,
  type Listing,
  type Photo,
  type SandboxState,
} from './state.ts';

const pictureUrl = (photo: Photo, variant = ''): string =>
  `https://images1.vinted.net${photo.path}${variant}.webp`;

/** A price as the read side writes it: at least one decimal, as in the examples ("12.5", "45.0"). */
function money(price: number | null, currency: string): { amount: string; currency_code: string } | null {
  if (price === null) return null;
  return { amount: Number.isInteger(price) ? price.toFixed(1) : String(price), currency_code: currency };
}

const brandTitle = (item: ItemFields): string | null =>
  item.brand ?? brandOf(item.brandId ?? 0)?.title ?? null;

/** The `.item` of `GET item_upload/items/{id}`. */
export function itemRead(
  state: SandboxState,
  item: Listing,
  { readings }: Settings,
): Record<string, unknown> {
  const [first = null, second = null] = item.colorIds;
  const label = (id: number | null): string | null => (id === null ? null : (colorTitle(id) ?? null));
  const pair = { color1_id: first, color2_id: second, color1: label(first), color2: label(second) };
  return {
    id: item.id,
    title: item.title,
    description: item.description,
    brand_dto: brandRead(item),
    catalog_id: item.catalogId,
    ...(readings.readColors === 'pair' ? pair : { color_ids: item.colorIds }),
    package_size_id: item.packageSizeId,
    price: money(item.price, item.currency),
    item_attributes: item.attributes,
    photos: photosOf(state, item).map((photo, index) => ({
      id: photo.id,
      url: pictureUrl(photo),
      full_size_url: pictureUrl(photo, '-full'),
      orientation: 0,
      is_main: index === 0,
      width: photo.width,
      height: photo.height,
    })),
    measurement_length: item.measurementLength,
    measurement_width: item.measurementWidth,
    is_unisex: readings.readUnisex === 'number' ? Number(item.isUnisex) : item.isUnisex,
    isbn: item.isbn,
    author: item.author,
    book_title: item.bookTitle,
    is_draft: item.isDraft,
  };
}

function brandRead(item: ItemFields): Record<string, unknown> | null {
  const title = brandTitle(item);
  if (item.brandId === null && title === null) return null;
  return { id: item.brandId, title, slug: brandOf(item.brandId ?? 0)?.slug ?? null };
}

/** One row of the wardrobe; only the cover, as is often seen. */
export function wardrobeRow(state: SandboxState, item: Listing): Record<string, unknown> {
  const cover = photosOf(state, item).slice(0, 1);
  return {
    id: item.id,
    title: item.title,
    price: money(item.price, item.currency),
    url: `https://www.vinted.fr/items/${item.id}`,
    path: `/items/${item.id}`,
    photos: cover.map((photo) => ({
      id: photo.id,
      url: pictureUrl(photo),
      full_size_url: pictureUrl(photo, '-full'),
    })),
    brand: brandTitle(item),
    size: sizeTitle(attributeId(item, 'size') ?? 0) ?? null,
    status: conditionTitle(attributeId(item, 'condition') ?? 0),
    favourite_count: item.favourites,
    view_count: item.views,
    is_draft: item.isDraft,
    is_closed: item.soldAt !== null,
    item_closing_action: item.soldAt === null ? null : 'sold',
    is_reserved: item.isReserved,
    is_hidden: item.isHidden,
  };
}
