const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const numeric = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    format = new Intl.DateTimeFormat('en-US', {
      ...numeric,
      timeZone: zone,
      hourCycle: 'h23',
      calendar: 'gregory',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What calendar and clock on the wall of a zone (IANA name) show: `2026-10-25T02:00`. Text order is time order. */
export function wallTime(zone: string, ms: number): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year!.padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The calendar date in a zone: `2026-10-25`. */
export function dateIn(zone: string, ms: number): string {
  return wallTime(zone, ms).slice(0, 10);
}

/** The date so many days later, by the calendar alone. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The first moment of a local date at which the clock on the wall shows `time` (`02:00`) or more. Where the clock goes
 * back and shows it twice, the first time; where it jumps over it, the moment of the jump.
 * @returns milliseconds since 1970
 */
export function firstMomentOf(zone: string, date: string, time: string): number {
  const wanted = `${date}T${time}`;
  const asIfUtc = Date.parse(`${wanted}Z`);
  const offsets = [-DAY_MS, 0, DAY_MS].map((shift) => offsetAt(zone, asIfUtc + shift));
  const shown = offsets.map((offset) => asIfUtc - offset).filter((ms) => wallTime(zone, ms) === wanted);
  if (shown.length > 0) return Math.min(...shown);
  // Jumped over: around that jump the wall never goes back, so that halving finds it.
  let before = asIfUtc - DAY_MS;
  let after = asIfUtc + DAY_MS;
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
    if (wallTime(zone, middle) < wanted) before = middle;
    else after = middle;
  }
  return after;
}

function offsetAt(zone: string, ms: number): number {
  return Date.parse(`${wallTime(zone, ms)}Z`) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}
