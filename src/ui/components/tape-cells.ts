export type TapeCell = 'done' | 'live' | 'waiting' | 'free';

/** More marks than this cannot be told apart: a longer tape is drawn to scale. */
const MOST_CELLS = 48;

/**
 * The marks of a tape: done, then live, then waiting, then free. A long tape is scaled, keeping at least one mark of
 * each kind that there is, and a full one only when all is done.
 */
export function tapeCells(total: number, done: number, live = 0, waiting = 0): TapeCell[] {
  const cells = Math.min(Math.max(total, 0), MOST_CELLS);
  const scale = total > MOST_CELLS ? MOST_CELLS / total : 1;
  const end = (count: number) => {
    if (count <= 0) return 0;
    if (count >= total) return cells;
    return Math.min(cells - 1, Math.max(1, Math.round(count * scale)));
  };
  const doneEnd = end(done);
  const liveEnd = Math.max(end(done + live), live > 0 ? Math.min(cells, doneEnd + 1) : doneEnd);
  const waitingEnd = Math.max(
    end(done + live + waiting),
    waiting > 0 ? Math.min(cells, liveEnd + 1) : liveEnd,
  );
  return Array.from({ length: cells }, (_, index) => {
    if (index < doneEnd) return 'done';
    if (index < liveEnd) return 'live';
    return index < waitingEnd ? 'waiting' : 'free';
  });
}
