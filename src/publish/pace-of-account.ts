import { isoTime } from '../shared/clock.ts';
import { accountSettings } from '../accounts/account-settings.ts';
import type { PaceView } from './job.ts';
import { pace, paceLimits, type Pace, type PaceLimits } from './pace.ts';
import type { PublishDeps } from './publish-deps.ts';
import { taskRepository } from './task-repository.ts';

const DAY_MS = 25 * 3_600_000;

export interface PaceNow extends Pace {
  limits: PaceLimits;
  creates: number[];
}

/** The pace as it stands: creates of the account (journal) and of the browser (outside SQLite) both count. */
export async function paceNow(
  deps: Pick<PublishDeps, 'clock' | 'store' | 'accountId' | 'browserState' | 'pace'>,
): Promise<PaceNow> {
  const now = deps.clock.now();
  const ofBrowser = await deps.browserState.get('createTimes');
  return deps.store.read((reader) => {
    const ofAccount = taskRepository(deps.accountId()).createTimes(reader, isoTime(now - DAY_MS));
    // More than a day ahead: the clock was wrong then, and must not hold the line until it is right.
    const creates = union(ofAccount, ofBrowser).filter((time) => Math.abs(now - time) < DAY_MS);
    const { hourLimit, dayLimit, firstSeenAtMs } = accountSettings(reader, deps.accountId(), now);
    const settings = { hour: hourLimit, day: dayLimit };
    const limits = deps.pace.limits ?? paceLimits(settings, firstSeenAtMs, now);
    return { ...pace(creates, limits, deps.pace, now), limits, creates };
  });
}

export function paceView(now: PaceNow, nowMs: number): PaceView {
  return {
    nextAt: now.nextAtMs > nowMs ? isoTime(now.nextAtMs) : null,
    today: { used: now.usedToday, limit: now.limits.day },
    hour: { used: now.usedThisHour, limit: now.limits.hour },
    firstWeek: now.limits.firstWeek,
  };
}

/** Remembers a create that is about to leave, outside SQLite: a restored database does not forget it. */
export async function countCreate(deps: Pick<PublishDeps, 'browserState'>, atMs: number): Promise<void> {
  const times = (await deps.browserState.get('createTimes')).filter((time) => Math.abs(atMs - time) < DAY_MS);
  await deps.browserState.set('createTimes', [...times, atMs]);
}

/** A create that certainly never left gives its slot back. */
export async function uncountCreate(
  deps: Pick<PublishDeps, 'browserState'>,
  startedAt: string | null,
): Promise<void> {
  const times = await deps.browserState.get('createTimes');
  await deps.browserState.set(
    'createTimes',
    times.filter((time) => time !== Date.parse(startedAt ?? '')),
  );
}

/** The same create stands in both memories, with the same millisecond. */
function union(a: number[], b: number[]): number[] {
  return [...new Set([...a, ...b])];
}
