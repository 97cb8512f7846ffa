import type { Reader } from '../store/store.ts';
import { transferRepository } from './transfer-repository.ts';

/** Those of these content hashes that a draft of the account has, outside the bin. */
export function knownContents(reader: Reader, accountId: string, hashes: readonly string[]): string[] {
  return transferRepository(accountId).knownContents(reader, hashes);
}
