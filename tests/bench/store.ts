/**
 * npm run bench:store [-- --json FILE] [--sizes 1,10,50] [--rounds N] [--quick]: what a durable commit costs, by ours and
 * by other ways to keep rows, in an extension's service worker in Chromium. One run, the strategies one after another
 * in every round. Floors are told as met or missed, and asserted by nobody: machines differ.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startBenchExtension } from './store/extension.ts';
import { coldRatio, commitFigure, commitRatios, median, percentile, round } from './store/figures.ts';
import type { CommitFigure, Ratio } from './store/figures.ts';
import { measureColdStarts, measureCommits } from './store/measure.ts';
import type { Column } from './store/measure.ts';
import { commitTable, ratioTable } from './store/table.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    sizes: { type: 'string' },
    rounds: { type: 'string' },
    /** 1 MB, two rounds: to see that everything runs. */
    quick: { type: 'boolean', default: false },
  },
});
const sizes = (values.sizes ?? (values.quick ? '1' : '1,10,50')).split(',').map(Number);
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const coldSizes = values.quick ? [10] : [10, 100];
const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const load = () => loadavg().map((one) => Math.round(one * 10) / 10);

const bench = await startBenchExtension();
const loads = [load()];
const ratios: Ratio[] = [];
const commit: Record<string, Record<string, CommitFigure>> = {};
for (const size of sizes) {
  const measured = await measureCommits(bench, size, rounds, say);
  const figures: Record<string, CommitFigure> = {};
  for (const [rows, suffix] of [
    ['one', ''],
    ['thousand', '_1000_rows'],
  ] as const) {
    for (const column of Object.keys(measured[0]![rows]) as Column[]) {
      const batches = measured.map((round) => round[rows][column]!);
      figures[column + suffix] = commitFigure(column, batches);
    }
  }
  commit[size] = figures;
  ratios.push(...commitRatios(size, measured));
  loads.push(load());
}

const cold: Record<string, object> = {};
for (const size of coldSizes) {
  const { fileBytes, logRecords, rounds: measured } = await measureColdStarts(bench, size, rounds, say);
  const figure = (times: number[]) => ({ p50_ms: round(median(times)), max_ms: round(Math.max(...times)) });
  cold[size] = {
    ours: figure(measured.map(({ ours }) => ours)),
    one_value: figure(measured.map(({ one_value }) => one_value)),
    file_bytes: fileBytes,
    unfolded_records: logRecords,
  };
  ratios.push(coldRatio(size, measured));
}

say('saveDraft over the real store');
const saved = await bench.ask('saveDraft', { drafts: values.quick ? 500 : 5_000, saves: 100 });
loads.push(load());

const report = {
  date: new Date().toISOString(),
  browser: bench.version,
  rounds,
  /** 1, 5 and 15 minutes, at the beginning and after each size. */
  load: loads,
  cpus: cpus().length,
  commit,
  bytes: {
    one_row: Object.fromEntries(
      Object.entries(commit).map(([size, figures]) => [size, figures.ours!.logical_bytes]),
    ),
    save_draft: {
      database_mb: round(saved.databaseBytes / 1e6),
      logical_bytes: { p50: median(saved.bytes), p95: percentile(saved.bytes, 0.95) },
      pages: { p50: median(saved.pages), p95: percentile(saved.pages, 0.95) },
      p50_ms: round(median(saved.ms)),
      p95_ms: round(percentile(saved.ms, 0.95)),
    },
  },
  cold_start_ms: cold,
  ratios,
};
await bench.close();
for (const [size, figures] of Object.entries(commit)) console.log(`${commitTable(size, figures)}\n`);
console.log(ratioTable(ratios));
console.log(`\nsaveDraft: ${JSON.stringify(report.bytes.save_draft)}`);
console.log(`load: ${loads.map((one) => one.join(' ')).join(' | ')}`);
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
