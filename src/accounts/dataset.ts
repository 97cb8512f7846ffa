import type { Reader, Transaction } from '../store/store.ts';
import { settingsRepository } from './settings-repository.ts';

const KEY = 'dataset.id';

/**
 * Which body of data a database holds: made with it and never changed, so that it stays the same when an account adopts
 * the drafts and the database is renamed. Photo bytes lie under it, and a page names it with each request.
 * @returns null in a database that nobody was entered into yet
 */
export function datasetId(reader: Reader): string | null {
  const kept = settingsRepository.get(reader, KEY);
  return typeof kept === 'string' ? kept : null;
}

export function setDatasetId(tx: Transaction, id: string, now: string): void {
  settingsRepository.set(tx, KEY, id, now);
}
