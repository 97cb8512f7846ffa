import type { Reader } from '../store/store.ts';
import type { Listing } from './listing.ts';
import { listingRepository } from './listing-repository.ts';

/** The listings of an account, newest first. */
export function listListings(reader: Reader, accountId: string, limit: number): Listing[] {
  return listingRepository(accountId).list(reader, limit);
}
