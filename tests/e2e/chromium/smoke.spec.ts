import { expect, test } from '../fixtures.ts';
import { bootId } from '../worker.ts';

test('the extension starts, the studio opens and the worker answers', async ({ seller }) => {
  const studio = await seller.openStudio();
  await expect(studio.getByTestId('new-draft')).toBeVisible();
  expect(await bootId(studio)).toBeTruthy();
});

test('a killed worker comes back as another one', async ({ rig, seller }) => {
  const studio = await seller.openStudio();
  const before = await bootId(studio);
  await rig.browser().killWorker();
  expect(await bootId(studio)).not.toBe(before);
});

test('a killed browser starts again on the same profile', async ({ rig, seller }) => {
  const studio = await seller.openStudio();
  const before = await bootId(studio);
  await rig.browser().kill();
  await rig.relaunch();
  expect(await bootId(await seller.openStudio())).not.toBe(before);
});

test('vinted.fr is the sandbox', async ({ rig }) => {
  const page = await rig.openVinted();
  await expect(page.locator('body')).not.toBeEmpty();
  expect(rig.sandbox.log.length).toBeGreaterThan(0);
  expect(rig.proxy.connections.filter((one) => one.verdict === 'sandbox').length).toBeGreaterThan(0);
});
