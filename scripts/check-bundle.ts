/** Proves that the release builds hold nothing they must not, and says how big they are. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { auditBundle, E2E_MARKER, type BundleAudit } from './bundle-audit.ts';

const OUTPUT = join(import.meta.dirname, '../.output');
const RELEASES = ['chrome-mv3', 'firefox-mv3'];
/** Built with the hooks of the tests: shows that the marker is looked for in the right place. */
const CONTROL = 'chrome-mv3-e2e';

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;

function printSizes(name: string, { files }: BundleAudit): void {
  const sum = (key: 'bytes' | 'gzipBytes') => files.reduce((total, file) => total + file[key], 0);
  console.log(
    `${name}: ${files.length} files, ${kilobytes(sum('bytes'))} (${kilobytes(sum('gzipBytes'))} gzipped)`,
  );
  for (const file of files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 8)) {
    console.log(
      `  ${file.path.padEnd(48)} ${kilobytes(file.bytes).padStart(12)} ${kilobytes(file.gzipBytes).padStart(12)} gz`,
    );
  }
}

const problems: string[] = [];
for (const name of RELEASES) {
  const folder = join(OUTPUT, name);
  if (!existsSync(folder)) {
    problems.push(`${name} is not built: npm run build`);
    continue;
  }
  const audit = auditBundle(folder);
  printSizes(name, audit);
  problems.push(...audit.problems.map((problem) => `${name}/${problem}`));
}
if (
  existsSync(join(OUTPUT, CONTROL)) &&
  !auditBundle(join(OUTPUT, CONTROL)).problems.some((problem) => problem.includes('hooks of the end-to-end'))
) {
  problems.push(`${CONTROL} has no hooks: the marker ${E2E_MARKER} is not found where it should be`);
}
for (const problem of problems) console.error(`problem: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
