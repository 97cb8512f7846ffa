import type { Draft } from './draft.ts';
import { sha256HexSync } from './sha256-sync.ts';

/** Changes with the form below: hashes of different forms never compare as equal. */
const CONTENT_FORM = 'penderie-content-1';

type Content = Pick<Draft, 'title' | 'description' | 'priceCents' | 'currency' | 'listing'> & {
  photos: readonly { sha256: string }[];
};

/**
 * What would be sent of a draft, written in one way only. The form:
 *
 * 1. the line `penderie-content-1`, a line feed, then one JSON object without white space, its keys (and those of
 *    each attribute) in the order of their code units, strings escaped as by ECMAScript's `JSON.stringify`;
 * 2. `title`, `description`, `currency`, `brand_label`, `isbn`: text in Unicode form NFC, otherwise untouched; null
 *    where not chosen (the last two);
 * 3. `price_cents`: an integer; `catalog_id`, `brand_id`, `size_id`, `condition_id`, `package_size_id`: Vinted's
 *    integer id or null; `is_unisex`: true or false;
 * 4. `color_ids`, `material_ids`: lists of ids in the order chosen (the first colour is the main one);
 * 5. `attributes`: `{"code","ids"}` sorted by code, the ids of each in the order chosen;
 * 6. `photos`: the SHA-256 of each stored file, lower-case hex, in order, the cover first.
 *
 * Labels, piece, status and account are not content. Test vectors: `content-hash.vectors.json`.
 */
export function canonicalContent(draft: Content): string {
  const { listing } = draft;
  const content = {
    attributes: listing.attributes
      .map(({ code, ids }) => ({ code, ids }))
      .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
    brand_id: listing.brandId,
    brand_label: listing.brandLabel?.normalize('NFC') ?? null,
    catalog_id: listing.catalogId,
    color_ids: listing.colorIds,
    condition_id: listing.conditionId,
    currency: draft.currency.normalize('NFC'),
    description: draft.description.normalize('NFC'),
    is_unisex: listing.isUnisex,
    isbn: listing.isbn?.normalize('NFC') ?? null,
    material_ids: listing.materialIds,
    package_size_id: listing.packageSizeId,
    photos: draft.photos.map((photo) => photo.sha256),
    price_cents: draft.priceCents,
    size_id: listing.sizeId,
    title: draft.title.normalize('NFC'),
  };
  return `${CONTENT_FORM}\n${JSON.stringify(content)}`;
}

/** The SHA-256 of the canonical form, as hex. Without waiting, so that it can be compared inside a transaction. */
export function contentHash(draft: Content): string {
  return sha256HexSync(canonicalContent(draft));
}
