import type { Reader } from '../store/store.ts';
import type { DraftCounts } from './draft.ts';
import { draftListRepository } from './draft-list-repository.ts';

/** How many drafts stand in each status. */
export function countDrafts(reader: Reader, accountId: string): DraftCounts {
  return draftListRepository(accountId).counts(reader);
}
