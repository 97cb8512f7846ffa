import type { Transaction } from '../store/store.ts';
import { pieceRepository, type PieceDetails } from './piece-repository.ts';

/** Changes what is given of a piece; the rest stays. The journal line is the caller's. */
export function editPiece(
  tx: Transaction,
  accountId: string,
  id: string,
  details: Partial<PieceDetails>,
  now: string,
): void {
  pieceRepository(accountId).update(tx, id, details, now);
}
