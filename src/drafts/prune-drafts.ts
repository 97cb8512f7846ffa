import { forgetErasedContent } from '../accounts/purge-journal.ts';
import { recordChange } from '../accounts/record-change.ts';
import { erasePhotosOfDrafts } from '../photos/erase-photos.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { draftPruneRepository, type PrunableStatus, type PrunedDraft } from './draft-prune-repository.ts';

export type { PrunedDraft };

export const PRUNABLE: readonly PrunableStatus[] = ['published', 'error'];

/** What is old enough to be erased, and what must stay all the same. */
export interface OldBin {
  /** ISO time: put in the bin before it. */
  before: string;
  /** Ids of photos that an unfinished job refers to. */
  held: readonly string[];
}

/**
 * Puts at most `limit` published or refused drafts that are unchanged since before a time (ISO) into the bin, inside
 * the caller's transaction. What a job holds or whose outcome is open stays. Pieces and listings are not touched.
 * @returns how many went
 */
export function binStaleDrafts(
  tx: Transaction,
  accountId: string,
  status: PrunableStatus,
  before: string,
  limit: number,
  now: string,
): number {
  const drafts = draftPruneRepository(accountId);
  const stale = drafts.stale(tx, status, before, limit);
  if (stale.length === 0) return 0;
  const ids = stale.map((draft) => draft.id);
  drafts.putInBin(tx, ids, now);
  for (const { id, updatedAt } of stale) {
    const unchanged = { status, unchanged_since: updatedAt };
    recordChange(tx, accountId, {
      actor: 'worker',
      action: 'draft.bin',
      entity: 'draft',
      entityId: id,
      before: unchanged,
      now,
    });
  }
  tx.emit('drafts.changed', ...ids);
  return ids.length;
}

/**
 * Erases at most `limit` drafts whose time in the bin is over, with their photos and what the journal says of them.
 * Listings keep their snapshot, pieces stay.
 * @returns how many drafts and photos went
 */
export function eraseOldBin(
  tx: Transaction,
  accountId: string,
  bin: OldBin,
  limit: number,
  now: string,
): { drafts: number; photos: number } {
  const drafts = draftPruneRepository(accountId);
  const ids = drafts.erasable(tx, bin.before, bin.held, limit).map((draft) => draft.id);
  if (ids.length === 0) return { drafts: 0, photos: 0 };
  const photos = erasePhotosOfDrafts(tx, accountId, ids, now);
  drafts.erase(tx, ids);
  forgetErasedContent(tx, accountId, 'draft', ids);
  for (const entityId of ids) {
    recordChange(tx, accountId, { actor: 'worker', action: 'draft.erase', entity: 'draft', entityId, now });
  }
  tx.emit('drafts.changed', ...ids);
  return { drafts: ids.length, photos };
}

/** How many drafts `binStaleDrafts` would take, and the first of them by name, oldest first. */
export function staleDrafts(
  reader: Reader,
  accountId: string,
  before: string,
  sample: number,
): { count: number; first: PrunedDraft[] } {
  const drafts = draftPruneRepository(accountId);
  const first = PRUNABLE.flatMap((status) => drafts.stale(reader, status, before, sample));
  return {
    count: PRUNABLE.reduce((sum, status) => sum + drafts.countStale(reader, status, before), 0),
    first: first.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1)).slice(0, sample),
  };
}

/** Which drafts `eraseOldBin` would take, and the first of them by name. */
export function erasableDrafts(
  reader: Reader,
  accountId: string,
  bin: OldBin,
  sample: number,
): { ids: string[]; first: PrunedDraft[] } {
  const drafts = draftPruneRepository(accountId);
  return {
    ids: drafts.erasableIds(reader, bin.before, bin.held),
    first: drafts.erasable(reader, bin.before, bin.held, sample),
  };
}
