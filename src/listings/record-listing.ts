import { recordChange } from '../accounts/record-change.ts';
import { newId } from '../shared/ids.ts';
import type { Transaction } from '../store/store.ts';
import { listingRepository, type ListingFacts } from './listing-repository.ts';

/**
 * Writes that a listing is online: inserted, or brought up to date where Vinted's number is known already. The piece
 * of the draft is "listed" from now on.
 */
export function recordListing(tx: Transaction, facts: ListingFacts): void {
  const listings = listingRepository(facts.accountId);
  const id = listings.upsert(tx, newId(Date.parse(facts.now)), facts);
  recordChange(tx, facts.accountId, {
    actor: 'queue',
    action: 'listing.recorded',
    entity: 'listing',
    entityId: id,
    after: { vinted_id: facts.vintedId, draft_id: facts.draftId, verified: facts.verifiedAt !== null },
    now: facts.now,
  });
  tx.emit('listings.changed', id);
}
