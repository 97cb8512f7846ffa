import type { Reader, Transaction } from '../store/store.ts';
import { publishLogPurgeRepository } from './publish-log-purge-repository.ts';

/**
 * Keeps the hashes of keys of real publications that were logged before hashes were kept, at most `limit`, inside the
 * caller's transaction. Must be done before anything is purged: what is not kept stays in the log.
 * @returns how many it kept; 0 when none is left
 */
export function keepPublicationKeys(tx: Transaction, accountId: string, limit: number): number {
  return publishLogPurgeRepository(accountId).keepKeys(tx, limit);
}

/**
 * How many lines of the log were written before a time (ISO) and may go, and how many of them were real publications.
 */
export function countPurgeableLog(
  reader: Reader,
  accountId: string,
  before: string,
): { rows: number; real: number } {
  return publishLogPurgeRepository(accountId).countPurgeable(reader, before);
}

/**
 * Purges at most `limit` lines of the log written before a time (ISO), inside the caller's transaction. Queued and
 * manual ones stay; of a real publication the hash of its key stays for ever, with its draft, address and end.
 * @returns the lines that went
 */
export function purgePublishLog(
  tx: Transaction,
  accountId: string,
  before: string,
  limit: number,
  now: string,
): { id: string; real: boolean }[] {
  return publishLogPurgeRepository(accountId).purge(tx, before, limit, now);
}
