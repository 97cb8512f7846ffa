import { chromium, expect, test, type CDPSession } from '@playwright/test';
import { withRig } from '../../kill/kill-rig.ts';
import type { Inspection } from '../../kill/extension/orders.ts';
import type { PressReport } from '../../kill/extension/quota.ts';
import { debuggerAddress } from '../detached.ts';

test.describe.configure({ timeout: 120_000 });

const DATABASE = 'full.db';
const QUOTA = 2 * 1024 * 1024;
const NOTHING = { commits: [], fold: null, replace: null };

test('a full quota: refused as full, memory as durable, and on again once there is room', async () => {
  await withRig('chromium', async ({ coordinator, launch, profile }) => {
    const browser = launch({ debuggable: true });
    const acknowledged = new Set<number>();
    const press = async (commits: number): Promise<PressReport> => {
      const report = await coordinator.ask<PressReport>({ do: 'press', database: DATABASE, commits });
      for (const sequence of report.acknowledged) acknowledged.add(sequence);
      // Whatever was refused: in memory is what was acknowledged, whole, and nothing else.
      expect(report).toMatchObject({ sequence: acknowledged.size, wrong: [] });
      return report;
    };
    try {
      const { session, origin } = await debuggerOf(profile);
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA });
      expect(await press(5)).toMatchObject({ refused: NOTHING });

      const full = await press(150);
      expect(new Set(full.refused.commits)).toEqual(new Set(['full']));
      expect(full.refused).toMatchObject({ fold: expect.stringContaining('Quota'), replace: 'full' });
      expect(full.acknowledged.length).toBeGreaterThan(0);

      await session.send('Storage.overrideQuotaForOrigin', { origin });
      // The browser looks at the quota anew now and then.
      await expect.poll(async () => (await press(5)).refused, { timeout: 60_000 }).toEqual(NOTHING);
    } finally {
      await browser.kill();
    }
    const next = launch();
    try {
      const found = await coordinator.ask<Inspection>({ do: 'inspect', database: DATABASE, since: 0 });
      expect(found).toMatchObject({ refused: null, integrity: [], broken: [], commits: [...acknowledged] });
    } finally {
      await next.kill();
    }
  });
});

async function debuggerOf(profile: string): Promise<{ session: CDPSession; origin: string }> {
  const browser = await chromium.connectOverCDP(await debuggerAddress(profile));
  const context = browser.contexts()[0]!;
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const session = await context.newCDPSession(context.pages()[0]!);
  return { session, origin: new URL('.', worker.url()).href.slice(0, -1) };
}
