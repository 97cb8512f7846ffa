import type { DraftPhoto } from '../photos/photo.ts';
import { EMPTY_LISTING_FIELDS, type Draft, type ListingFields } from './draft.ts';

/** For tests: a photo of a real one's measures; each number is another content. */
export function testPhoto(number: number, changes: Partial<DraftPhoto> = {}): DraftPhoto {
  return {
    photoId: `photo-${number}`,
    draftId: 'draft-1',
    assetId: `asset-${number}`,
    sha256: number.toString(16).padStart(64, '0'),
    width: 1500,
    height: 2000,
    mime: 'image/jpeg',
    fileSizeBytes: 3_400_000,
    compressedSizeBytes: 640_000,
    fileName: `IMG_${number}.jpg`,
    position: number - 1,
    altText: null,
    tier: 'temp',
    publishedToVinted: false,
    ...changes,
  };
}

/** For tests: a draft that passes every rule, changed as the test says. */
export function testDraft(
  changes: Partial<Omit<Draft, 'listing'>> & { listing?: Partial<ListingFields> } = {},
): Draft {
  const { listing, ...rest } = changes;
  return {
    id: 'draft-1',
    pieceId: 'piece-1',
    accountId: 'www.vinted.fr:1001',
    title: 'T-shirt rayé marine, coton épais',
    description: 'T-shirt rayé en coton épais, porté deux fois.\nLongueur 62 cm, largeur 48 cm.',
    priceCents: 1250,
    currency: 'EUR',
    labels: {
      brand: 'Petit Bateau',
      size: 'M / 38 / 10',
      color: 'Marine, Blanc',
      category: 'Femmes › T-shirts',
    },
    piece: null,
    flags: null,
    status: 'pending',
    error: null,
    preparedUntil: null,
    locked: false,
    revision: 1,
    deletedAt: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    photos: [testPhoto(1), testPhoto(2), testPhoto(3)],
    online: null,
    ...rest,
    listing: {
      ...EMPTY_LISTING_FIELDS,
      catalogId: 221,
      brandId: 1234,
      brandLabel: 'Petit Bateau',
      sizeId: 4,
      conditionId: 2,
      colorIds: [27, 12],
      packageSizeId: 1,
      materialIds: [44],
      ...listing,
    },
  };
}
