import { recordChange } from '../accounts/record-change.ts';
import type { Transaction } from '../store/store.ts';
import { photoRepository } from './photo-repository.ts';

/**
 * Notes that a draft's photos are on Vinted now, inside the transaction that records the publication.
 * @param now ISO time
 * @returns the photos it marked
 */
export function markPublished(tx: Transaction, accountId: string, draftId: string, now: string): string[] {
  const photoIds = photoRepository(accountId).markPublished(tx, draftId, now);
  for (const entityId of photoIds) {
    recordChange(tx, accountId, {
      actor: 'queue',
      action: 'photo.published',
      entity: 'photo',
      entityId,
      draftId,
      now,
    });
  }
  if (photoIds.length > 0) tx.emit('photos.changed', ...photoIds);
  return photoIds;
}
