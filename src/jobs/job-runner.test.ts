import { beforeEach, describe, expect, test, vi } from 'vitest';
import { appError } from '../shared/app-error.ts';
import { fail, ok } from '../shared/result.ts';
import type { Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { latestPlanned } from './daily-jobs.ts';
import { createJobRunner, type JobBody, type JobRunnerDeps } from './job-runner.ts';

const HOUR = 3_600_000;
const ZONE = 'Europe/Paris';
const MORNING = Date.parse('2026-11-26T08:00:00.000Z');

let store: Store;
let nowMs: number;
let zone: string;
let body: ReturnType<typeof vi.fn<JobBody>>;
const setAlarm = vi.fn<JobRunnerDeps['setAlarm']>();
const log = { info: vi.fn(), error: vi.fn() };

beforeEach(async () => {
  store = await testStore();
  nowMs = MORNING;
  zone = ZONE;
  body = vi.fn<JobBody>(() => Promise.resolve(ok({ cancelled: false })));
  setAlarm.mockReset();
  log.error.mockReset();
});

/** A life of the worker; the store is what it finds on the disk. */
const life = (prune: JobBody = body) =>
  createJobRunner({
    store,
    clock: { now: () => nowMs, sleep: () => Promise.resolve() },
    timeZone: () => zone,
    bodies: { prune },
    setAlarm,
    changed: () => {},
    log,
  });
const diary = () =>
  store.read((reader) =>
    reader.all<{ local_date: string | null; status: string; resumed: number; counts_json: string }>(
      'SELECT local_date, status, resumed, counts_json FROM job_run ORDER BY started_at, id',
    ),
  );
const dates = () => diary().map((run) => run.local_date);
/** The worker dies in the middle of a run, after what `before` wrote. */
const dying =
  (before: JobBody = () => Promise.resolve(ok({ cancelled: false }))): JobBody =>
  async (turn) => {
    await before(turn);
    return new Promise(() => {});
  };
/** Lets a life come as far as its body. */
const begun = (prune: ReturnType<typeof vi.fn<JobBody>>) =>
  vi.waitFor(() => expect(prune).toHaveBeenCalled());

describe('a daily job', () => {
  test('missed while the machine slept is caught up at the next start, once', async () => {
    await life().wake();
    nowMs += 5 * 24 * HOUR;
    const runner = life();
    await Promise.all([runner.wake(), runner.wake()]);
    await runner.wake();
    await life().wake();
    expect(dates()).toEqual(['2026-11-26', '2026-12-01']);
    expect(body).toHaveBeenCalledTimes(2);
  });

  test('has its alarm at 02:00 of the wall, set again at each start', async () => {
    await life().wake();
    expect(setAlarm.mock.calls).toEqual([['prune', Date.parse('2026-11-27T01:00:00.000Z')]]);
    await life().wake();
    expect(setAlarm).toHaveBeenCalledTimes(2);
  });

  test('runs once on the night that has 02:00 twice', async () => {
    const runner = life();
    nowMs = Date.parse('2026-10-24T12:00:00.000Z');
    await runner.wake();
    for (const at of ['00:00', '00:30', '01:00', '01:30', '02:00']) {
      nowMs = Date.parse(`2026-10-25T${at}:00.000Z`);
      await runner.wake();
    }
    expect(dates()).toEqual(['2026-10-24', '2026-10-25']);
  });

  test('runs on the night that has no 02:00', async () => {
    const runner = life();
    for (const at of ['2026-03-28T12:00', '2026-03-29T00:59', '2026-03-29T01:00', '2026-03-29T01:30']) {
      nowMs = Date.parse(`${at}:00.000Z`);
      await runner.wake();
    }
    expect(dates()).toEqual(['2026-03-28', '2026-03-29']);
  });

  test.each([1, 5, 30, 24])('is not repeated by a clock that goes back %i hours', async (hours) => {
    const runner = life();
    nowMs -= 24 * HOUR;
    await runner.wake();
    nowMs += 24 * HOUR;
    await runner.wake();
    nowMs -= hours * HOUR;
    await runner.wake();
    for (let hour = 0; hour < 40; hour += 1, nowMs += HOUR) await runner.wake();
    expect(new Set(dates()).size).toBe(dates().length);
    expect(body).toHaveBeenCalledTimes(dates().length);
  });

  test('a clock that was years ahead for a day does not silence it for years', async () => {
    const runner = life();
    nowMs = Date.parse('2031-01-01T12:00:00.000Z');
    await runner.wake();
    nowMs = MORNING;
    await runner.wake();
    expect(dates().toSorted()).toEqual(['2026-11-26', '2031-01-01']);
  });
});

describe('a worker killed in the middle of a run', () => {
  test('is followed by one that takes the run up and counts it once', async () => {
    const counting: JobBody = async ({ run, note }) => {
      await store.write((tx) => note(tx, { n: (run.counts.n ?? 0) + 1 }));
      return ok({ cancelled: false });
    };
    const killed = vi.fn(dying(counting));
    void life(killed).wake();
    await begun(killed);
    await vi.waitFor(() => expect(diary()[0]!.counts_json).toBe('{"n":1}'));
    await life(counting).wake();
    await life(counting).wake();
    expect(diary()).toEqual([
      { local_date: '2026-11-26', status: 'done', resumed: 1, counts_json: '{"n":2}' },
    ]);
  });

  test('also when the next start is days later: the old run first, then the day that is due', async () => {
    const killed = vi.fn(dying());
    void life(killed).wake();
    await begun(killed);
    nowMs += 3 * 24 * HOUR;
    await life().wake();
    expect(diary()).toMatchObject([
      { local_date: '2026-11-26', status: 'done', resumed: 1 },
      { local_date: '2026-11-29', status: 'done', resumed: 0 },
    ]);
  });

  test('four times is not tried a fifth', async () => {
    const killed = vi.fn(dying());
    for (let lives = 1; lives <= 6; lives += 1) {
      const life1 = life(killed).wake();
      if (lives > 4) await life1;
      else await vi.waitFor(() => expect(killed).toHaveBeenCalledTimes(lives));
    }
    expect(killed).toHaveBeenCalledTimes(4);
    expect(diary()).toMatchObject([{ status: 'failed', resumed: 3 }]);
    expect(life().view(1).runs[0]!.error?.code).toBe('internal');
  });
});

describe('a run', () => {
  test('that fails says why, and its day is over', async () => {
    body.mockResolvedValue(fail(appError('storage_full')));
    await life().wake();
    await life().wake();
    expect(body).toHaveBeenCalledTimes(1);
    expect(life().view(5).runs).toMatchObject([{ status: 'failed', error: { code: 'storage_full' } }]);
  });

  test('that throws is a bug, and is said as one', async () => {
    body.mockRejectedValue(new TypeError('a bug'));
    await life().wake();
    expect(life().view(5).runs).toMatchObject([{ status: 'failed', error: { code: 'internal' } }]);
    expect(log.error).toHaveBeenCalled();
  });

  test('by hand has no date, and may be repeated; asked twice at once it is one', async () => {
    const runner = life();
    await runner.wake();
    nowMs += 1;
    let release = () => {};
    body.mockImplementation(
      () => new Promise((resolve) => (release = () => resolve(ok({ cancelled: false })))),
    );
    const [first, second] = await Promise.all([runner.runNow('prune'), runner.runNow('prune')]);
    expect(second).toEqual(first);
    await vi.waitFor(() => expect(runner.view(1).running).not.toBeNull());
    expect(await runner.runNow('prune')).toEqual(first);
    release();
    await vi.waitFor(() => expect(runner.view(1).running).toBeNull());
    body.mockResolvedValue(ok({ cancelled: false }));
    nowMs += 1;
    await runner.runNow('prune');
    await runner.wake();
    expect(diary().map((run) => [run.local_date, run.status])).toEqual([
      ['2026-11-26', 'done'],
      [null, 'done'],
      [null, 'done'],
    ]);
  });

  test('is cancelled after its slice, and shown as that', async () => {
    const runner = life(({ signal, onProgress }) => {
      onProgress({ stage: 'drafts', done: 1, total: 2 });
      return new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve(ok({ cancelled: true }))),
      );
    });
    expect(runner.cancel('prune')).toBe(false);
    const woken = runner.wake();
    await vi.waitFor(() => expect(runner.view(1).running).not.toBeNull());
    expect(runner.view(1).running).toMatchObject({
      job: 'prune',
      progress: { stage: 'drafts', done: 1, total: 2 },
      cancelling: false,
    });
    expect(runner.cancel('prune')).toBe(true);
    expect(runner.view(1).running).toMatchObject({ cancelling: true });
    await woken;
    expect(runner.view(1)).toMatchObject({ running: null, runs: [{ status: 'cancelled' }] });
  });

  test('is left without an end where the store is closed under it, and taken up by the next opening', async () => {
    const stopping: JobBody = ({ signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok({ cancelled: true }))));
    const runner = life(stopping);
    const woken = runner.wake();
    await vi.waitFor(() => expect(runner.view(1).running).not.toBeNull());
    await runner.close();
    await woken;
    expect(diary()).toMatchObject([{ status: 'running' }]);
    await runner.wake();
    expect(diary()).toMatchObject([{ status: 'running', resumed: 0 }]);
    await life().wake();
    expect(diary()).toMatchObject([{ status: 'done', resumed: 1 }]);
  });

  test('knows when those before it began', async () => {
    await life().wake();
    nowMs += 24 * HOUR;
    await life().wake();
    expect(body.mock.calls.map(([turn]) => turn.earlierStartsMs)).toEqual([[], [MORNING]]);
  });
});

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('over random clocks, sleeps, deaths and journeys', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'each local date runs at most once and none is missed awake (seed %i)',
    async (seed) => {
      const random = randomOf(seed);
      const ends = new Map<string, number>();
      let alarmMs = Infinity;
      setAlarm.mockImplementation((_job, whenMs) => (alarmMs = whenMs));
      nowMs = Date.parse(seed % 2 ? '2026-10-20T10:00:00.000Z' : '2026-03-24T10:00:00.000Z');
      const counting: JobBody = ({ run }) => {
        ends.set(run.localDate!, (ends.get(run.localDate!) ?? 0) + 1);
        return Promise.resolve(ok({ cancelled: false }));
      };
      let runner = life(counting);
      await runner.wake();
      const seenAwake = new Set<string>();
      for (let event = 0; event < 120; event += 1) {
        const dice = random();
        if (dice < 0.5) {
          // Awake: the alarm rings on time, and what was due by then must have run.
          nowMs += Math.floor(random() * 9 * HOUR);
          if (nowMs >= alarmMs) {
            nowMs = alarmMs;
            await runner.wake();
          }
        } else if (dice < 0.7) {
          nowMs += Math.floor(random() * 4 * 24 * HOUR);
          runner = life(counting);
          await runner.wake();
        } else if (dice < 0.8) {
          nowMs -= Math.floor(random() * 30 * HOUR);
          await runner.wake();
        } else if (dice < 0.9) {
          // It dies at once where a run is due, and not at all where none is.
          const due = latestPlanned('prune', zone, nowMs).localDate;
          const killed = vi.fn(dying());
          void life(killed).wake();
          if (!dates().includes(due)) await begun(killed);
          runner = life(counting);
          await runner.wake();
        } else {
          zone = ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Pacific/Kiritimati'][
            Math.floor(random() * 4)
          ]!;
          await runner.wake();
        }
        const due = latestPlanned('prune', zone, nowMs).localDate;
        seenAwake.add(due);
        expect(dates(), `${due} is due since the alarm or the start`).toContain(due);
      }
      expect(new Set(dates()).size).toBe(dates().length);
      expect([...ends.values()].every((count) => count === 1)).toBe(true);
      expect([...ends.keys()].toSorted()).toEqual(dates().toSorted());
      expect([...seenAwake].every((date) => ends.has(date))).toBe(true);
      expect(diary().every((run) => run.status === 'done')).toBe(true);
    },
    60_000,
  );
});
