/** What the imitated site remembers: accounts, photos, listings, drafts. Ids come from counters, so runs are alike. */
import { DEMO_ACCOUNT, SECOND_ACCOUNT, type Account } from './options.ts';

export interface Photo {
  id: number;
  accountId: number;
  tempUuid: string;
  /** sha256 of the uploaded bytes, hexadecimal; null for the seeded wardrobe. */
  hash: string | null;
  width: number;
  height: number;
  color: string;
  /** Path on the picture host without its extension. */
  path: string;
  /** The stored WebP file. */
  webp: Buffer;
  usedBy: number | null;
  expired: boolean;
}

/** The fields of a listing or draft, as they were written. */
export interface ItemFields {
  title: string | null;
  description: string | null;
  price: number | null;
  currency: string;
  brandId: number | null;
  brand: string | null;
  catalogId: number | null;
  packageSizeId: number | null;
  colorIds: number[];
  attributes: { code: string; ids?: number[]; value?: string }[];
  photoIds: number[];
  isUnisex: boolean;
  isbn: string | null;
  author: string | null;
  bookTitle: string | null;
  measurementLength: number | null;
  measurementWidth: number | null;
}

export interface Listing extends ItemFields {
  id: number;
  accountId: number;
  isDraft: boolean;
  isHidden: boolean;
  isReserved: boolean;
  soldAt: number | null;
  createdAt: number;
  /** From when the wardrobe shows it. */
  visibleAt: number;
  /** Part of the wardrobe the account had from the start. */
  seeded: boolean;
  views: number;
  favourites: number;
}

/** A sale: the row of my_orders and its transaction. Buyers are left out on purpose. */
export interface Sale {
  conversationId: number;
  transactionId: number;
  itemId: number;
  accountId: number;
  title: string;
  price: number;
  date: string;
}

export interface SandboxState {
  accounts: Account[];
  photos: Map<number, Photo>;
  listings: Map<number, Listing>;
  drafts: Map<number, Listing>;
  sales: Sale[];
  /** Account id → end of its restriction (YYYY-MM-DD), shown in its wardrobe page. */
  restrictions: Map<number, string>;
  nextPhotoId: number;
  nextItemId: number;
}

/** A state with the two accounts and nothing else. */
export function emptyState(): SandboxState {
  return {
    accounts: [DEMO_ACCOUNT, SECOND_ACCOUNT],
    photos: new Map(),
    listings: new Map(),
    drafts: new Map(),
    sales: [],
    restrictions: new Map(),
    // Both above 2^31, as the real ones are: a client that keeps 32 bits fails here (§2).
    nextPhotoId: 99_000_000_001,
    nextItemId: 9_900_001_001,
  };
}

/** The listing or draft with this id. */
export function itemOf(state: SandboxState, id: number): Listing | undefined {
  return state.listings.get(id) ?? state.drafts.get(id);
}

/** The value of an attribute of an item, first id only. */
export function attributeId(item: ItemFields, code: string): number | undefined {
  return item.attributes.find((attribute) => attribute.code === code)?.ids?.[0];
}

/** The photos of an item in display order. */
export function photosOf(state: SandboxState, item: ItemFields): Photo[] {
  return item.photoIds.flatMap((id) => state.photos.get(id) ?? []);
}

/** Takes a listing or draft away. */
export function removeItem(state: SandboxState, id: number): void {
  state.listings.delete(id);
  state.drafts.delete(id);
}
