import type { Reader } from '../store/store.ts';
import { pieceRepository } from './piece-repository.ts';

/** How many pieces an account has or had. */
export function countPieces(reader: Reader, accountId: string): number {
  return pieceRepository(accountId).count(reader);
}
