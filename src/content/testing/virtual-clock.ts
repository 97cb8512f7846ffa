import type { Clock } from '../../shared/clock.ts';

/** Time that moves only when everything else has come to rest, or when a test moves it. */
export interface VirtualClock extends Clock {
  advance(ms: number): Promise<void>;
  /** Waits for `promise`, jumping to the next sleeper whenever nothing else is left to happen. */
  settle<T>(promise: Promise<T>): Promise<T>;
}

export function virtualClock(startMs = Date.parse('2026-11-21T09:00:00Z')): VirtualClock {
  let now = startMs;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

  async function jumpTo(time: number): Promise<void> {
    for (;;) {
      const next = [...sleepers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > time) break;
      now = Math.max(now, next.at);
      next.wake();
      await rest();
    }
    now = Math.max(now, time);
  }

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = {
          at: now + ms,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
    async advance(ms) {
      await rest();
      await jumpTo(now + ms);
      await rest();
    },
    async settle(promise) {
      let settled = false;
      const mark = () => (settled = true);
      promise.then(mark, mark);
      for (let turn = 0; turn < 10_000; turn++) {
        await rest();
        if (settled) return promise;
        const next = Math.min(...[...sleepers].map((sleeper) => sleeper.at));
        if (Number.isFinite(next)) await jumpTo(next);
      }
      throw new Error('nothing is left that could settle it');
    },
  };
}
