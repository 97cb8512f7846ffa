import { nextNumber } from '../accounts/account-counter.ts';
import { newId } from '../shared/ids.ts';
import type { Transaction } from '../store/store.ts';
import { pieceRepository, type PieceDetails } from './piece-repository.ts';

/** A new piece under the next reference, which no piece ever had and no other will have. @returns its id */
export function addPiece(
  tx: Transaction,
  accountId: string,
  details: Partial<PieceDetails>,
  now: string,
): { id: string; reference: number } {
  const pieces = pieceRepository(accountId);
  const id = newId(Date.parse(now));
  const reference = nextNumber(tx, 'piece_reference', pieces.highestReference(tx), now);
  pieces.insert(tx, id, reference, details, now);
  return { id, reference };
}
