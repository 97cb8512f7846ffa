import { expect, test } from '@playwright/test';
import { withRig } from '../../kill/kill-rig.ts';
import type { DamageReport } from '../../kill/extension/damage.ts';

test.describe.configure({ timeout: 120_000 });

test('whatever is damaged in IndexedDB is told and left as it is, or nothing of it is missed', async () => {
  const reports = await withRig('chromium', async ({ coordinator, launch }) => {
    const browser = launch();
    try {
      return await coordinator.ask<DamageReport[]>({ do: 'damage', database: 'damaged.db' });
    } finally {
      await browser.kill();
    }
  });
  const found = reports.map(({ name, found }) => ({ name, found }));
  expect(found).toEqual(reports.map(({ name, expected }) => ({ name, found: expected })));
  const touched = reports.filter(({ expected, untouched }) => expected !== 'whole' && !untouched);
  expect(touched, 'a refusal changes nothing').toEqual([]);
  // Base, log, head and tail were each damaged.
  expect(reports.length).toBeGreaterThan(80);
});
