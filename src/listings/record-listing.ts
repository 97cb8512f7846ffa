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
  const piece = listings.pieceOf(tx, facts.draftId);
  const id = listings.upsert(tx, newId(Date.parse(facts.now)), facts);
  recordChange(tx, facts.accountId, {
    actor: 'queue',
    action: 'listing.recorded',
    entity: 'listing',
    entityId: id,
    draftId: facts.draftId,
    after: { vinted_id: facts.vintedId, draft_id: facts.draftId, verified: facts.verifiedAt !== null },
    now: facts.now,
  });
  if (piece && piece.state !== 'listed') {
    recordChange(tx, facts.accountId, {
      actor: 'queue',
      action: 'piece.state',
      entity: 'piece',
      entityId: piece.id,
      draftId: facts.draftId,
      before: { state: piece.state },
      after: { state: 'listed' },
      now: facts.now,
    });
  }
  tx.emit('listings.changed', id);
}
