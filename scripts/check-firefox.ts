/** web-ext lint of the Firefox build, as addons.mozilla.org would do it. Errors fail; warnings are counted and shown. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface LintReport {
  summary: { errors: number; warnings: number; notices: number };
  errors: { code: string; message: string; file?: string }[];
  warnings: { code: string; message: string; file?: string }[];
}

const source = join(import.meta.dirname, '../.output/firefox-mv3');
const lint = spawnSync(
  'web-ext',
  ['lint', '--source-dir', source, '--output', 'json', '--no-config-discovery'],
  {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  },
);
const report = readReport(lint.stdout);
if (!report) {
  console.error(`web-ext lint gave no report:\n${lint.stdout}\n${lint.stderr}\n${lint.error?.message ?? ''}`);
  process.exitCode = 1;
} else {
  for (const { code, message, file } of [...report.errors, ...report.warnings])
    console.log(`${code} ${file ?? ''}: ${message}`);
  console.log(`${report.summary.errors} errors, ${report.summary.warnings} warnings`);
  process.exitCode = report.summary.errors > 0 ? 1 : 0;
}

function readReport(text: string): LintReport | null {
  try {
    return JSON.parse(text) as LintReport;
  } catch {
    return null;
  }
}
