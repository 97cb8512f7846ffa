import { expect, test } from '@playwright/test';
import type { Inspection } from '../../kill/extension/orders.ts';
import type { PressReport } from '../../kill/extension/quota.ts';
import { withRig, type KillRig } from '../../kill/kill-rig.ts';
import { tearLog } from '../../kill/torn-log.ts';

test.describe.configure({ timeout: 120_000 });

const DATABASE = 'torn.db';

/** The browser dies in the middle of a write of its own, is started, writes, dies, and is started again. */
async function dieTwice(rig: KillRig, afterStart: () => Promise<unknown>): Promise<Inspection> {
  const { coordinator, launch, profile } = rig;
  const life = async <T>(work: () => Promise<T>): Promise<T> => {
    const browser = launch();
    try {
      return await work();
    } finally {
      await browser.kill();
    }
  };
  const press = () => coordinator.ask<PressReport>({ do: 'press', database: DATABASE, commits: 5 });
  await life(press);
  tearLog(profile);
  await life(async () => {
    await afterStart();
    await press();
  });
  return await life(() => coordinator.ask<Inspection>({ do: 'inspect', database: DATABASE, since: 0 }));
}

test('a log of the browser that was cut short is put away before anything is written behind it', async () => {
  const found = await withRig('chromium', (rig) =>
    dieTwice(rig, () => rig.coordinator.ask({ do: 'turn-over' })),
  );
  expect(found).toMatchObject({ wiped: null, refused: null, integrity: [], broken: [], sequence: 40 });
});

// Where this fails, the browser has learnt to live with it, and the product need not any more.
test('without that, the browser deletes everything', async () => {
  const found = await withRig('chromium', (rig) => dieTwice(rig, () => Promise.resolve()));
  expect(found.wiped).toContain('corrupt');
  expect(found.refused?.code).toBe('missing');
});
