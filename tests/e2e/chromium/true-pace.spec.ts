import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { buildFolder } from '../builds.ts';
import { launchDetachable, type DetachableRun } from '../detached.ts';
import { startRig } from '../rig.ts';
import { Seller } from '../seller.ts';

/** What the product promises the site (spec section 6). */
const BETWEEN_CALLS_MS = 2_000;
const BETWEEN_PUBLICATIONS_MS = 60_000;

test('the release at true pace, with no debugger attached: two publications, by the log of the site', async () => {
  test.setTimeout(300_000);
  const profile = await mkdtemp(join(tmpdir(), 'penderie-pace-'));
  let run: DetachableRun | null = null;
  const rig = await startRig({
    extension: buildFolder('chrome-mv3'),
    profile,
    launch: async (options) => (run = await launchDetachable(options)),
  });
  try {
    const seller = new Seller(rig);
    const { studio, ready } = await seller.moveIn();
    for (const id of ready.slice(0, 2)) {
      await seller.openPreview(studio, id);
      await seller.confirm(studio);
      await expect(studio.getByTestId('publish-result')).toBeVisible();
    }
    const confirmedAt = Date.now();
    // No page of the extension stays open either: nothing but the queue itself keeps the worker alive.
    await studio.goto('about:blank');
    await run!.disconnect();

    await expect
      .poll(() => rig.sandbox.summary().listings.length, { timeout: 200_000, intervals: [1_000] })
      .toBe(2);
    await expect.poll(() => reads(rig.sandbox.log), { timeout: 20_000 }).toBe(2);

    const summary = rig.sandbox.summary();
    expect(summary).toMatchObject({
      createsSent: 2,
      duplicates: 0,
      repeatedPhotoUploads: 0,
      photosOrphaned: 0,
    });
    const calls = rig.sandbox.log.filter((entry) => entry.at > confirmedAt && isWorkflowCall(entry.endpoint));
    expect(calls.length).toBeGreaterThan(8);
    for (const [before, after] of pairs(calls.map((call) => call.at))) {
      expect(after - before).toBeGreaterThanOrEqual(BETWEEN_CALLS_MS);
    }
    const creates = rig.sandbox.log
      .filter((entry) => entry.endpoint === 'item.create')
      .map((entry) => entry.at);
    expect(creates[1]! - creates[0]!).toBeGreaterThanOrEqual(BETWEEN_PUBLICATIONS_MS);

    // Whoever looks again sees both as published.
    const again = new Seller({ ...rig, browser: () => attached });
    const attached = await run!.connect();
    const later = await again.openStudio('#/drafts');
    for (const id of ready.slice(0, 2)) await again.waitForDraftStatus(later, id, 'published');
    expect(rig.problems()).toEqual([]);
  } finally {
    await rig.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

function isWorkflowCall(endpoint: string | null): boolean {
  return endpoint !== null && /^(session|ref\.form_configuration|wardrobe|photo\.upload|item)/.test(endpoint);
}

function reads(log: readonly { endpoint: string | null }[]): number {
  return log.filter((entry) => entry.endpoint === 'item.read').length;
}

function pairs(values: number[]): [number, number][] {
  return values.slice(1).map((value, i) => [values[i]!, value]);
}
