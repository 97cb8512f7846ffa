import type { Draft } from './draft.ts';
import { sha256HexSync } from './sha256-sync.ts';

/**
 * A mark of everything the seller can change in a draft, also of what is never sent: the same mark says that nobody
 * touched it since. Photos count by their use, so that one taken out and put in again is a change.
 */
export function stateHash(
  draft: Pick<
    Draft,
    'title' | 'description' | 'priceCents' | 'currency' | 'labels' | 'listing' | 'piece' | 'photos'
  >,
): string {
  const { title, description, priceCents, currency, labels, listing, piece, photos } = draft;
  const parts = [
    title,
    description,
    priceCents,
    currency,
    sorted(labels),
    sorted(listing),
    piece && sorted({ ...piece, measures: sorted(piece.measures) }),
    photos.map((photo) => [photo.photoId, photo.altText]),
  ];
  return sha256HexSync(JSON.stringify(parts));
}

function sorted(fields: object): [string, unknown][] {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
}
