/** A long list of equal rows: what of it is drawn, with spare rows above and below. */
export interface ListWindow {
  /** Index of the first item drawn, and one past the last. */
  first: number;
  end: number;
  /** Empty space above and below, in pixels. */
  beforePx: number;
  afterPx: number;
}

export interface ListShape {
  count: number;
  /** Items beside each other; 1 in a table. */
  columns: number;
  /** Height of a row with the gap under it. */
  rowPx: number;
}

const SPARE_ROWS = 4;

/**
 * @param scrolledPx how far the top of the list is above the top of the view; negative while it is below
 * @param viewPx height of the view
 */
export function listWindow(shape: ListShape, scrolledPx: number, viewPx: number): ListWindow {
  const rows = Math.ceil(shape.count / shape.columns);
  const clamp = (row: number) => Math.min(rows, Math.max(0, row));
  const firstRow = clamp(Math.floor(scrolledPx / shape.rowPx) - SPARE_ROWS);
  const endRow = Math.max(firstRow, clamp(Math.ceil((scrolledPx + viewPx) / shape.rowPx) + SPARE_ROWS));
  return {
    first: firstRow * shape.columns,
    end: Math.min(shape.count, endRow * shape.columns),
    beforePx: firstRow * shape.rowPx,
    afterPx: (rows - endRow) * shape.rowPx,
  };
}

/** Where a press of an arrow (or J, K) leads from an item; stays inside the list. */
export function stepCursor(
  index: number,
  step: 'left' | 'right' | 'up' | 'down' | 'home' | 'end',
  { count, columns }: Pick<ListShape, 'count' | 'columns'>,
): number {
  if (count === 0) return -1;
  const from = index < 0 ? -1 : index;
  const to = {
    left: from - 1,
    right: from + 1,
    up: from < 0 ? 0 : from - columns,
    down: from < 0 ? 0 : from + columns,
    home: 0,
    end: count - 1,
  }[step];
  if (to < 0) return Math.max(0, from < columns ? from : 0);
  // Down from the last full row goes to the last item, not nowhere.
  if (to >= count)
    return step === 'down' && Math.floor(from / columns) < Math.floor((count - 1) / columns)
      ? count - 1
      : Math.max(from, 0);
  return to;
}
