import { browser } from 'wxt/browser';
import type { PaceRules } from '../publish/pace.ts';
import { systemClock, type Clock } from '../shared/clock.ts';

const CLOCK_KEY = 'e2e.clockAheadMs';

/**
 * Only in builds made for tests and benchmarks (`--mode e2e`, `--mode bench`; the bundle audit proves that no release
 * holds this file): a quicker pace with other limits (none at all where our own time is measured), points at which the
 * worker stands still until it is killed, and a clock that can be put ahead.
 */
export const e2eHooks = {
  mark: 'penderie-e2e-hooks',
  pace: {
    betweenCallsMs: import.meta.env.MODE === 'bench' ? 0 : 40,
    betweenPublicationsMs: import.meta.env.MODE === 'bench' ? 0 : 200,
    // One browser dies at many points, each with a piece of its own.
    limits: { hour: 60, day: 60, firstWeek: false },
  } satisfies PaceRules,

  /** Stands still for ever at the point named in `e2e.haltAt`, after saying so in `e2e.haltedAt`. */
  async checkpoint(point: string): Promise<void> {
    // A benchmark must not measure the looks at what tests ask for.
    if (import.meta.env.MODE === 'bench') return;
    const { 'e2e.haltAt': haltAt } = await browser.storage.local.get('e2e.haltAt');
    if (haltAt !== point) return;
    await browser.storage.local.set({ 'e2e.haltedAt': point });
    await new Promise(() => {});
  },
  /** The system's clock, ahead by `e2e.clockAheadMs`: what must wait a quarter of an hour is tested in a second. */
  async clock(): Promise<Clock> {
    const stored = await browser.storage.local.get(CLOCK_KEY);
    let aheadMs = Number(stored[CLOCK_KEY] ?? 0);
    browser.storage.local.onChanged.addListener((changes) => {
      if (CLOCK_KEY in changes) aheadMs = Number(changes[CLOCK_KEY]?.newValue ?? 0);
    });
    return { now: () => systemClock.now() + aheadMs, sleep: systemClock.sleep };
  },
};
