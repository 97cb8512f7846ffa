import { expect, test } from '@playwright/test';
import { runKills } from '../../kill/kill-run.ts';

test.describe.configure({ timeout: 180_000 });

test('Firefox and its extension process are killed in a storm of writes: nothing is lost, nothing is torn', async () => {
  const figures = await runKills({
    browser: 'firefox',
    variant: 'product',
    kills: 3,
    pauseMs: 0,
    stormMs: 600,
    log: () => undefined,
  });
  expect(figures).toMatchObject({ findings: [], lost: 0, broken_invariants: 0, integrity_errors: 0 });
  expect(figures).toMatchObject({ kills_of_browser: 2, kills_of_worker: 1 });
  expect(figures.acked_least).toBeGreaterThan(0);
});
