/** The part of a long list that is worth drawing: rows of one height, a few more above and below. */
export interface RowWindow {
  first: number;
  /** One past the last. */
  end: number;
  /** Where the first drawn row stands, in pixels from the top of the list. */
  offsetPx: number;
  heightPx: number;
}

const SPARE_ROWS = 6;

export function rowWindow(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
): RowWindow {
  const first = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE_ROWS), Math.max(0, count - 1));
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + SPARE_ROWS);
  return { first, end: Math.max(first, end), offsetPx: first * rowHeight, heightPx: count * rowHeight };
}

/** True when the end of what is loaded comes near, so that the next page should be asked for. */
export function nearsEnd(window: RowWindow, loaded: number): boolean {
  return window.end + 2 * SPARE_ROWS >= loaded;
}
