import type { ErasePreview } from '../accounts/account.ts';
import { countDrafts } from '../drafts/count-drafts.ts';
import { countListings } from '../listings/count-listings.ts';
import { countPieces } from '../pieces/count-pieces.ts';
import { unfinishedWork } from '../publish/unfinished-work.ts';
import type { Reader } from '../store/store.ts';

/** What an account has that would be gone, counted. */
export function eraseFacts(reader: Reader, accountId: string): NonNullable<ErasePreview['facts']> {
  const drafts = countDrafts(reader, accountId);
  const listings = countListings(reader, accountId);
  const work = unfinishedWork(reader, accountId);
  return {
    drafts: drafts.all + drafts.bin,
    pieces: countPieces(reader, accountId),
    listings: listings.all,
    sold: listings.sold,
    unfinished: work.jobs,
    inDoubt: work.inDoubt,
  };
}
