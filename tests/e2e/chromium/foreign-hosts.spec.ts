import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { auditBundle } from '../../../scripts/bundle-audit.ts';
import { BEACON_HOST, copyWithBeacon } from '../beacon.ts';
import { buildFolder } from '../builds.ts';
import { startRig } from '../rig.ts';

/** Runs a build with a beacon in its worker and tells which foreign hosts the proxy saw. */
async function foreignHostsOf(
  weakenPolicy: boolean,
): Promise<{ hosts: string[]; problems: string[]; audit: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'penderie-beacon-'));
  const extension = join(folder, 'extension');
  copyWithBeacon(buildFolder('chrome-mv3'), extension, { weakenPolicy });
  const rig = await startRig({ extension, profile: join(folder, 'profile') });
  try {
    const page = await rig.browser().openExtensionPage('studio.html');
    if (weakenPolicy) await expect.poll(() => rig.proxy.foreignHosts()).not.toEqual([]);
    // Where the policy stops it nothing comes: given the same time in which the other control is seen.
    else await page.waitForTimeout(2_000);
    return {
      hosts: rig.proxy.foreignHosts(),
      problems: rig.problems(),
      audit: auditBundle(extension).problems,
    };
  } finally {
    await rig.close();
    await rm(folder, { recursive: true, force: true });
  }
}

test('a beacon in the worker is seen by the proxy and by the bundle audit', async () => {
  const { hosts, problems, audit } = await foreignHostsOf(true);
  expect(hosts).toEqual([BEACON_HOST]);
  expect(problems).toContain(`foreign host: ${BEACON_HOST}`);
  expect(audit.join('\n')).toContain(`unknown host ${BEACON_HOST}`);
});

test('the content policy of the release stops a beacon before it leaves', async () => {
  const { hosts } = await foreignHostsOf(false);
  expect(hosts).toEqual([]);
});
