import type { CommitFigure, Ratio } from './figures.ts';

/** Lines of a table, its columns as wide as what stands in them. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (row: string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ');
  return [line(head), ...rows.map(line)].join('\n');
}

export function commitTable(size: string, figures: Record<string, CommitFigure>): string {
  const kb = (bytes: number | undefined) => (bytes === undefined ? '–' : (bytes / 1024).toFixed(1));
  const rows = Object.entries(figures).map(([name, figure]) => [
    name,
    ...[figure.p50_ms, figure.p95_ms, figure.max_ms, figure.mean_ms].map((ms) => ms.toFixed(2)),
    String(figure.commits),
    String(figure.folds ?? '–'),
    kb(figure.logical_bytes),
    kb(figure.physical_bytes),
  ]);
  const head = [`${size} MB, ms`, 'p50', 'p95', 'max', 'mean', 'commits', 'folds', 'KB given', 'KB written'];
  return table(head, rows);
}

export function ratioTable(ratios: readonly Ratio[]): string {
  const rows = ratios.map(({ of, size_mb, median, min, max, floor, met, of_means }) => [
    of,
    String(size_mb),
    String(median),
    `${min}–${max}`,
    String(of_means ?? '–'),
    floor ? `${floor.at === 'least' ? '≥' : '≤'} ${floor.bound}` : '–',
    met === null ? '–' : met ? 'met' : 'MISSED',
  ]);
  return table(['ratio', 'MB', 'median', 'rounds', 'of means', 'floor', ''], rows);
}
