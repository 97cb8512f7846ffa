import type { Reader } from '../store/store.ts';
import type { Draft } from './draft.ts';
import { draftRepository } from './draft-repository.ts';

/** The draft with photos, piece, newest listing and whether a job holds it; in the bin too. Null: not of this account. */
export function readDraft(reader: Reader, accountId: string, id: string): Draft | null {
  return draftRepository(accountId).find(reader, id);
}

/** Several drafts in the order asked; ids unknown to this account are left out. */
export function readDrafts(reader: Reader, accountId: string, ids: readonly string[]): Draft[] {
  return draftRepository(accountId).findMany(reader, ids);
}
