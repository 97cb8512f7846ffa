/** The listings and sales the demo account has from the start, with plain-coloured pictures. */
import sharp from 'sharp';
import { DEMO_ACCOUNT, type Settings } from './options.ts';
import { brands } from './reference.ts';
import type { Listing, Photo, SandboxState } from './state.ts';

const PIECES = [
  {
    title: 'Robe longue fleurie Sézane M',
    brand: 'Sézane',
    catalogId: 1055,
    size: 4,
    condition: 2,
    color: 7,
    price: 45,
    hex: '#b4574d',
  },
  {
    title: 'Baskets Nike noires 42',
    brand: 'Nike',
    catalogId: 1242,
    size: 784,
    condition: 3,
    color: 1,
    price: 38,
    hex: '#3a3f44',
  },
  {
    title: 'Jean droit Levi’s bleu L',
    brand: "Levi's",
    catalogId: 1845,
    size: 5,
    condition: 2,
    color: 9,
    price: 29.5,
    hex: '#4a6d94',
  },
  {
    title: 'Sac à main Longchamp beige',
    brand: 'Longchamp',
    catalogId: 156,
    size: null,
    condition: 2,
    color: 4,
    price: 62,
    hex: '#cdb894',
  },
  {
    title: 'Pull ras de cou Armor Lux M',
    brand: 'Armor Lux',
    catalogId: 1813,
    size: 208,
    condition: 1,
    color: 27,
    price: 24,
    hex: '#2c3d63',
  },
];
const FIRST_DAY = Date.UTC(2026, 0, 5, 9);
const DAY_MS = 86_400_000;

/** Fills the state with `settings.wardrobe` listings and `settings.sales` sales. */
export async function seedWardrobe(state: SandboxState, settings: Settings): Promise<void> {
  for (let index = 0; index < settings.wardrobe; index += 1) await seedListing(state, index);
  for (let index = 0; index < settings.sales; index += 1) {
    const piece = PIECES[index % PIECES.length]!;
    state.sales.push({
      conversationId: 9_700_000_001 + index,
      transactionId: 9_800_000_001 + index,
      itemId: 9_900_000_501 + index,
      accountId: DEMO_ACCOUNT.id,
      title: piece.title,
      price: piece.price,
      date: new Date(FIRST_DAY + index * DAY_MS).toISOString(),
    });
  }
}

async function seedListing(state: SandboxState, index: number): Promise<void> {
  const piece = PIECES[index % PIECES.length]!;
  const id = 9_900_000_101 + index;
  const photo = await plainPhoto(98_000_000_001 + index, id, piece.hex);
  const createdAt = FIRST_DAY + index * DAY_MS;
  const listing: Listing = {
    id,
    accountId: DEMO_ACCOUNT.id,
    title: index < PIECES.length ? piece.title : `${piece.title} (${index + 1})`,
    description: 'Portée quelques fois, aucun défaut visible. Envoi soigné sous deux jours.',
    price: piece.price,
    currency: 'EUR',
    brandId: brands.find((brand) => brand.title === piece.brand)?.id ?? null,
    brand: piece.brand,
    catalogId: piece.catalogId,
    packageSizeId: 2,
    colorIds: [piece.color],
    attributes: [
      ...(piece.size === null ? [] : [{ code: 'size', ids: [piece.size] }]),
      { code: 'condition', ids: [piece.condition] },
    ],
    photoIds: [photo.id],
    isUnisex: false,
    isbn: null,
    author: null,
    bookTitle: null,
    measurementLength: null,
    measurementWidth: null,
    isDraft: false,
    isHidden: false,
    isReserved: false,
    soldAt: null,
    createdAt,
    visibleAt: createdAt,
    seeded: true,
    views: 20 + index * 7,
    favourites: index * 2,
  };
  state.photos.set(photo.id, photo);
  state.listings.set(id, listing);
}

async function plainPhoto(id: number, usedBy: number, background: string): Promise<Photo> {
  const webp = await plainPicture(background);
  return {
    id,
    accountId: DEMO_ACCOUNT.id,
    tempUuid: '',
    hash: null,
    width: 600,
    height: 750,
    color: background,
    path: `/t/04_${id.toString(36)}/f800/${id}`,
    webp,
    usedBy,
    expired: false,
  };
}

const pictures = new Map<string, Promise<Buffer>>();

/** A plain WebP; made once per colour and process, as tests start many sandboxes. */
function plainPicture(background: string): Promise<Buffer> {
  const known = pictures.get(background);
  if (known) return known;
  const made = sharp({ create: { width: 600, height: 750, channels: 3, background } })
    .webp({ effort: 0 })
    .toBuffer();
  pictures.set(background, made);
  return made;
}
