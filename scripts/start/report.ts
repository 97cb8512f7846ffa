import { writeFileSync } from 'node:fs';

/** What `npm start -- --headless --report FILE` writes, exactly. */
export interface WalkReport {
  drafts: number;
  rehearsed: number;
  published: number;
  /** Listings the sandbox has from us. */
  listings: number;
  /** Listings beyond one per draft, by the sandbox's own count. */
  duplicates: number;
  /** Photos on those listings. */
  photos: number;
  /** Must be empty. */
  foreign_hosts: string[];
  /** The browser's own, listed and refused. */
  browser_hosts: string[];
  steps: { name: string; ms: number }[];
  /** Files beside the report. */
  screenshots: string[];
}

const LEAST_DRAFTS = 3;

/** Why the walk is not what it should be, one readable line each; empty when all is well. */
export function faultsOf(report: WalkReport): string[] {
  const faults: string[] = [];
  const expectEqual = (name: 'rehearsed' | 'listings' | 'duplicates', wanted: number) => {
    if (report[name] !== wanted) faults.push(`${name}: ${report[name]}, should be ${wanted}`);
  };
  if (report.published < LEAST_DRAFTS)
    faults.push(`published: ${report.published}, should be at least ${LEAST_DRAFTS}`);
  if (report.drafts < report.published) faults.push(`drafts: ${report.drafts}, fewer than were published`);
  expectEqual('rehearsed', report.published);
  expectEqual('listings', report.published);
  expectEqual('duplicates', 0);
  if (report.photos < 2 * report.published)
    faults.push(`photos: ${report.photos}, should be several per listing`);
  if (report.foreign_hosts.length > 0)
    faults.push(`foreign hosts were called: ${report.foreign_hosts.join(', ')}`);
  return faults;
}

export function writeReport(file: string, report: WalkReport): void {
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
