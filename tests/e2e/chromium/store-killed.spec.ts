import { expect, test } from '@playwright/test';
import { runKills, type KillOptions } from '../../kill/kill-run.ts';

test.describe.configure({ timeout: 180_000 });

const short = { browser: 'chromium', kills: 1, pauseMs: 0, stormMs: 600, log: () => undefined } as const;

test('browser and worker are killed in a storm of writes: nothing acknowledged is lost, nothing is torn', async () => {
  const figures = await runKills({ ...short, variant: 'product', kills: 6 });
  expect(figures).toMatchObject({ findings: [], lost: 0, broken_invariants: 0, integrity_errors: 0 });
  expect(figures).toMatchObject({ kills_of_browser: 3, kills_of_worker: 3 });
  expect(figures.acked_least).toBeGreaterThan(0);
});

// A test of deaths that sees no fault where there is one would prove nothing. The pauses make each fault certain.
const faults: [name: string, options: Pick<KillOptions, 'variant' | 'pauseMs'>][] = [
  ['an answer before the flush is seen as lost', { variant: 'ack_before_flush', pauseMs: 500 }],
  ['a commit in several transactions is seen as torn', { variant: 'split_transactions', pauseMs: 1_500 }],
];
for (const [name, options] of faults) {
  test(name, async () => {
    const figures = await runKills({ ...short, ...options });
    const seen = options.variant === 'ack_before_flush' ? figures.lost : figures.broken_invariants;
    expect(seen).toBeGreaterThan(0);
  });
}
