import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type TestInfo } from '@playwright/test';
import type { SandboxOptions } from '../sandbox/options.ts';
import { buildFolder } from './builds.ts';
import { startRig, type Rig } from './rig.ts';
import { Seller } from './seller.ts';

interface Options {
  /** Which build: the release, or (default) the one with the hooks of the tests. */
  build: 'chrome-mv3' | 'chrome-mv3-e2e';
  sandboxOptions: Partial<SandboxOptions>;
}

/**
 * Each test has its own site, proxy, profile and browser. Afterwards the site must have seen no broken rule and the
 * proxy no foreign host, whatever else the test looked at.
 */
export const test = base.extend<Options & { rig: Rig; seller: Seller }>({
  build: ['chrome-mv3-e2e', { option: true }],
  sandboxOptions: [{}, { option: true }],
  rig: async ({ build, sandboxOptions }, use, info) => {
    const profile = await mkdtemp(join(tmpdir(), 'penderie-e2e-'));
    const rig = await startRig({ extension: buildFolder(build), profile, sandbox: sandboxOptions });
    await use(rig);
    if (info.status !== info.expectedStatus) await keepEvidence(rig, info);
    const problems = rig.problems();
    await rig.close();
    await rm(profile, { recursive: true, force: true });
    expect(problems, 'what must not have happened').toEqual([]);
  },
  seller: async ({ rig }, use) => {
    await use(new Seller(rig));
  },
});

/** A picture of each open page and the log of the site, for whoever reads the failure. */
async function keepEvidence(rig: Rig, info: TestInfo): Promise<void> {
  for (const [index, page] of rig.browser().context.pages().entries()) {
    const path = info.outputPath(`page-${index}.png`);
    await page.screenshot({ path, timeout: 3_000 }).catch(() => {});
  }
  const log = rig.sandbox.log.map((entry) => JSON.stringify(entry)).join('\n');
  await info.attach('sandbox.log', { body: log, contentType: 'text/plain' });
}

export { expect };
