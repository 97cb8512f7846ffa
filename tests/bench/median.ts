/** Figures of one thing measured several times, in ms. */
export interface Figure {
  p50_ms: number;
  max_ms: number;
  rounds: number;
}

export function figureOf(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const p50 = sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { p50_ms: round(p50), max_ms: round(sorted.at(-1)!), rounds: sorted.length };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
