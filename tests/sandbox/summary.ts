/** What judges want to know after a run: what is online, what is double, what was left over. */
import type { SandboxRequest } from './exchange.ts';
import { photosOf, type Listing, type SandboxState } from './state.ts';

export interface ListingSummary {
  id: number;
  accountId: number;
  title: string | null;
  price: number | null;
  photos: number;
  /** sha256 of the uploaded bytes, in display order. */
  photoHashes: string[];
  createdAt: string;
}
export interface Summary {
  /** Listings made since the start; the seeded wardrobe is left out. */
  listings: ListingSummary[];
  /** Listings beyond the first with the same account, title, price and set of photos. */
  duplicates: number;
  photosUploaded: number;
  /** Uploaded and in no listing or draft. */
  photosOrphaned: number;
  /** The same bytes uploaded again within one upload session. */
  repeatedPhotoUploads: number;
  /** Requests to publish, whatever became of them. */
  createsSent: number;
  violations: string[];
}

/** Sums a run up. */
export function summarize(
  state: SandboxState,
  log: readonly SandboxRequest[],
  violations: readonly string[],
): Summary {
  const listings = [...state.listings.values()]
    .filter((item) => !item.seeded)
    .map((item) => summaryOf(state, item));
  const uploaded = [...state.photos.values()].filter((photo) => photo.hash !== null);
  const uploadKeys = uploaded.map((photo) => `${photo.accountId} ${photo.tempUuid} ${photo.hash}`);
  const sameness = listings.map(({ accountId, title, price, photoHashes }) =>
    JSON.stringify([accountId, title, price, [...photoHashes].sort()]),
  );
  return {
    listings,
    duplicates: sameness.length - new Set(sameness).size,
    photosUploaded: uploaded.length,
    photosOrphaned: uploaded.filter((photo) => photo.usedBy === null).length,
    repeatedPhotoUploads: uploadKeys.length - new Set(uploadKeys).size,
    createsSent: log.filter(({ endpoint }) => endpoint === 'item.create' || endpoint === 'draft.complete')
      .length,
    violations: [...violations],
  };
}

function summaryOf(state: SandboxState, item: Listing): ListingSummary {
  const photos = photosOf(state, item);
  return {
    id: item.id,
    accountId: item.accountId,
    title: item.title,
    price: item.price,
    photos: photos.length,
    photoHashes: photos.map((photo) => photo.hash ?? ''),
    createdAt: new Date(item.createdAt).toISOString(),
  };
}
