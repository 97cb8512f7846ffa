import type { Clock } from '../shared/clock.ts';

/**
 * Requests share the open account; a change of accounts waits until all have ended, and those that come meanwhile wait
 * for the change. So every request has one account from its beginning to its end.
 */
export function createAccountLock(clock: Clock) {
  let holders = 0;
  let drained: (() => void) | null = null;
  /** The end of the last change that was asked for. */
  let changes: Promise<void> = Promise.resolve();
  let changing = 0;

  return {
    /** @returns the way to let go, which is to be called once */
    async share(): Promise<() => void> {
      while (changing > 0) await changes;
      holders += 1;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        if (holders === 0) drained?.();
      };
    },

    /**
     * Runs `change` alone, one after the other.
     * @returns `'busy'` where requests were still running after `patienceMs`: nothing was done
     */
    async alone<T>(change: () => Promise<T>, patienceMs: number): Promise<T | 'busy'> {
      changing += 1;
      const turn = changes.then(async () => {
        if (holders > 0) {
          const patience = new AbortController();
          const empty = new Promise<void>((resolve) => (drained = resolve));
          await Promise.race([empty, clock.sleep(patienceMs, patience.signal)]);
          patience.abort();
          drained = null;
        }
        return holders > 0 ? ('busy' as const) : change();
      });
      changes = turn.then(
        () => undefined,
        () => undefined,
      );
      try {
        return await turn;
      } finally {
        changing -= 1;
      }
    },
  };
}
