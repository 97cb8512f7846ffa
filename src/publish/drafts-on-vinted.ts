import type { Reader } from '../store/store.ts';
import { publishLogRepository } from './publish-log-repository.ts';

/**
 * Those of these drafts of which something is, may be or was on Vinted: a real publication was confirmed, however it
 * ended. Undo leaves these facts alone, and the queue waits after it.
 */
export function draftsOnVinted(reader: Reader, accountId: string, draftIds: readonly string[]): Set<string> {
  return publishLogRepository(accountId).everConfirmed(reader, draftIds);
}
