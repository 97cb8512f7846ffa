import type { Transaction } from '../store/store.ts';
import { settingsRepository } from './settings-repository.ts';

/**
 * The next number of a count that never goes back, not even when what it numbered is erased.
 * @param atLeast the highest number in use, should it have come from elsewhere (a restored file)
 */
export function nextNumber(
  tx: Transaction,
  counter: 'piece_reference',
  atLeast: number,
  now: string,
): number {
  const key = `counter.${counter}`;
  const last = settingsRepository.get(tx, key);
  const next = Math.max(typeof last === 'number' ? last : 0, atLeast) + 1;
  settingsRepository.set(tx, key, next, now);
  return next;
}
