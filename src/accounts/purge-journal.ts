import type { Reader, Transaction } from '../store/store.ts';
import { journalPurgeRepository } from './journal-purge-repository.ts';

/** How many lines of the journal were written before a time (ISO). */
export function countOldJournal(reader: Reader, accountId: string, before: string): number {
  return journalPurgeRepository(accountId).countBefore(reader, before);
}

/**
 * Removes at most `limit` lines of the journal written before a time (ISO), the oldest first, inside the caller's
 * transaction.
 * @returns how many went
 */
export function purgeJournal(tx: Transaction, accountId: string, before: string, limit: number): number {
  return journalPurgeRepository(accountId).purge(tx, before, limit);
}

/**
 * What was erased takes its content out of the journal too (spec section 3.1): to be called in the transaction that
 * erases. That something happened, and when, stays.
 */
export function forgetErasedContent(
  tx: Transaction,
  accountId: string,
  entity: 'draft' | 'photo',
  ids: readonly string[],
): void {
  if (ids.length > 0) journalPurgeRepository(accountId).forgetContent(tx, entity, ids);
}
