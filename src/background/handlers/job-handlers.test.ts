import { beforeEach, describe, expect, it } from 'vitest';
import { createJobRunner } from '../../jobs/job-runner.ts';
import { pruneJob } from '../../jobs/prune-job.ts';
import { NIGHT_MS, wardrobe } from '../../jobs/test-wardrobe.ts';
import type { PruneDeps } from '../../jobs/vacuum-and-prune.ts';
import type { Store } from '../../store/store.ts';
import { testStore } from '../../store/test-store.ts';
import { jobHandlers, type JobContext } from './job-handlers.ts';
import { asPage, valueOf } from './test-ask.ts';

const DAY = 86_400_000;
const quiet = { info: () => {}, error: () => {} };

let store: Store;
let rows: ReturnType<typeof wardrobe>;
let nowMs: number;
let snapshots: number;
let pause: () => Promise<void>;
let context: JobContext;
const ask = asPage<JobContext, typeof jobHandlers>(jobHandlers, () => context);
const recent = async () => valueOf(await ask('jobs.recent'));
const ended = async () => {
  while ((await recent()).running) await new Promise((resolve) => setTimeout(resolve, 1));
  return (await recent()).runs[0]!;
};

beforeEach(async () => {
  store = await testStore();
  rows = wardrobe(store);
  nowMs = NIGHT_MS;
  snapshots = 0;
  pause = () => Promise.resolve();
  start();
});

/** A new life of the worker over the same store. */
function start() {
  const prune: PruneDeps = {
    store,
    clock: { now: () => nowMs, sleep: () => pause() },
    accountId: () => 'local',
    keepSnapshot: () => Promise.resolve((snapshots += 1)),
    space: null,
  };
  const jobs = createJobRunner({
    store,
    clock: prune.clock,
    timeZone: () => 'Europe/Paris',
    bodies: { prune: pruneJob(prune) },
    setAlarm: () => {},
    changed: () => {},
    log: quiet,
  });
  context = { jobs, prune };
}

describe('a prune by hand', () => {
  it('is previewed, does just that, and says so', async () => {
    await rows.draft('stale', 'error', 31);
    await rows.draft('old', 'published', 90, 31);
    await rows.photo('f', 'old');
    await rows.logLine('g', 'ok', 91);
    const preview = valueOf(await ask('storage.prune.preview'));
    expect(preview).toMatchObject({ toBin: [{ id: 'stale' }], toErase: [{ id: 'old', reference: 2 }] });
    expect(valueOf(await ask('storage.prune.runNow')).run).toMatchObject({
      status: 'running',
      localDate: null,
    });
    const { snapshot_kept: kept, ...counts } = (await ended()).counts;
    expect(counts).toEqual(preview.counts);
    expect([kept, snapshots]).toEqual([1, 1]);
    expect(valueOf(await ask('storage.prune.preview')).counts).not.toEqual(preview.counts);
  });

  it('erases even where the clock has no proof: the seller saw what goes', async () => {
    await rows.draft('old', 'error', 90, 31);
    await ask('storage.prune.runNow');
    expect((await ended()).counts).toMatchObject({ bin_erased: 1 });
  });

  it('is cancelled after its slice; without one there is nothing to cancel', async () => {
    expect(valueOf(await ask('storage.prune.cancel'))).toEqual({ cancelled: false });
    for (let n = 0; n < 60; n += 1) await rows.draft(`stale-${n}`, 'error', 31);
    let resume = () => {};
    pause = () => new Promise((resolve) => (resume = resolve));
    await ask('storage.prune.runNow');
    // Six pauses are the preview's; the next is behind the first slice.
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if ((await recent()).running?.progress?.stage === 'drafts') break;
      resume();
    }
    expect(valueOf(await ask('storage.prune.cancel'))).toEqual({ cancelled: true });
    expect((await recent()).running).toMatchObject({ cancelling: true, progress: { done: 50, total: 60 } });
    resume();
    expect(await ended()).toMatchObject({ status: 'cancelled', counts: { drafts_to_bin: 50 } });
  });
});

describe('the prune of the night', () => {
  it('erases for good only once a run before it saw about the same time', async () => {
    await rows.draft('old', 'error', 90, 60);
    await rows.logLine('g', 'ok', 91);
    await context.jobs.wake();
    expect((await recent()).runs[0]!.counts).toMatchObject({ bin_erased: 0, publish_log_purged: 1 });
    nowMs += DAY;
    await context.jobs.wake();
    expect((await recent()).runs[0]!.counts).toMatchObject({ bin_erased: 1 });
  });

  it('killed between two slices is taken up by the next life and counted whole', async () => {
    for (let n = 0; n < 60; n += 1) await rows.draft(`stale-${n}`, 'error', 31);
    pause = () =>
      rows.ids('SELECT id FROM drafts WHERE deleted_at IS NOT NULL').length > 0
        ? new Promise(() => {})
        : Promise.resolve();
    void context.jobs.wake();
    while ((await recent()).running?.progress?.done !== 50)
      await new Promise((resolve) => setTimeout(resolve, 1));
    pause = () => Promise.resolve();
    start();
    await context.jobs.wake();
    expect((await recent()).runs).toMatchObject([
      { status: 'done', resumed: 1, localDate: '2026-11-26', counts: { drafts_to_bin: 60 } },
    ]);
    expect((await recent()).next).toEqual([{ job: 'prune', at: '2026-11-27T01:00:00.000Z' }]);
  });

  it('killed after its snapshot keeps no second one, which would show the bin half erased', async () => {
    for (let n = 0; n < 60; n += 1) await rows.draft(`old-${n}`, 'error', 90, 60);
    pause = () => (rows.ids('SELECT id FROM drafts').length < 60 ? new Promise(() => {}) : Promise.resolve());
    await ask('storage.prune.runNow');
    while ((await recent()).running?.progress?.done !== 50)
      await new Promise((resolve) => setTimeout(resolve, 1));
    pause = () => Promise.resolve();
    start();
    await context.jobs.wake();
    expect(rows.ids('SELECT id FROM drafts')).toEqual([]);
    expect(snapshots).toBe(1);
    expect((await recent()).runs.find((run) => run.localDate === null)).toMatchObject({
      status: 'done',
      resumed: 1,
      counts: { bin_erased: 60 },
    });
  });
});
