/** The one source of time. Injected everywhere, so that tests own it. */
export interface Clock {
  /** Wall clock in milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts. Only for waits under 30 s: longer ones are alarms. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    }),
};

/** UTC ISO-8601 with milliseconds and Z: text order is time order. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** The local calendar date, `2026-11-21`: budgets of a day and daily jobs follow the seller's day. */
export function localDate(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
