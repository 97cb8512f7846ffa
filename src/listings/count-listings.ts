import type { Reader } from '../store/store.ts';
import { listingRepository } from './listing-repository.ts';

/** How many listings of an account are kept, and how many of them were sold. */
export function countListings(reader: Reader, accountId: string): { all: number; sold: number } {
  return listingRepository(accountId).counts(reader);
}
