import { readFileSync } from 'node:fs';

/** How many tests a stage ran: `{ passed, failed, skipped }`. */
export const NO_TESTS = { passed: 0, failed: 0, skipped: 0 };
export const ONE_PASSED = { ...NO_TESTS, passed: 1 };
export const ONE_FAILED = { ...NO_TESTS, failed: 1 };

export function sumCounts(list) {
  return list.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    NO_TESTS,
  );
}

export function describeCounts({ passed, failed, skipped }) {
  if (passed + failed + skipped < 2) return '';
  return [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`]
    .filter(Boolean)
    .join(', ');
}

/** @returns the counts of vitest's JSON report, or null where it wrote none */
export function countVitest(file) {
  const report = readReport(file);
  if (!report) return null;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @returns the counts of Playwright's JSON report, or null where it wrote none; a flaky test failed once: it failed */
export function countPlaywright(file) {
  const stats = readReport(file)?.stats;
  if (!stats) return null;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
