import type { Reader } from '../store/store.ts';
import { draftRepository } from './draft-repository.ts';

/** Those of these content hashes that a draft here has (not in the bin), each once. */
export function knownContents(reader: Reader, accountId: string, hashes: readonly string[]): string[] {
  return draftRepository(accountId).withContentHash(reader, hashes);
}
