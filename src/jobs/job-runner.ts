import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import type { Logger } from '../shared/logger.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Store, Transaction } from '../store/store.ts';
import { JOB_NAMES, latestPlanned, nextPlanned, type DailyJob } from './daily-jobs.ts';
import type { JobRun, JobsView, RunningJob } from './job-run.ts';
import { jobRunRepository as diary } from './job-run-repository.ts';

/** A run that killed the worker so often is given up, so that it does not kill it at every start. */
const MOST_LIVES = 4;

/** One run as the body of a job sees it. */
export interface JobTurn {
  run: JobRun;
  /** When the runs of this job before it began. */
  earlierStartsMs: number[];
  signal: AbortSignal;
  note(tx: Transaction, counts: Record<string, number>): void;
  onProgress(progress: NonNullable<RunningJob['progress']>): void;
}
/** Does the work of a run, in slices that may be done again. Answers whether it was cut short by the seller. */
export type JobBody = (turn: JobTurn) => Promise<Result<{ cancelled: boolean }>>;

export interface JobRunnerDeps {
  store: Store;
  clock: Clock;
  /** The zone of the clock on the wall (IANA name), asked each time: a laptop travels. */
  timeZone(): string;
  bodies: Record<DailyJob, JobBody>;
  setAlarm(job: DailyJob, whenMs: number): void;
  /** Something changed that the store does not tell: progress. */
  changed(): void;
  log: Logger;
}

/** The daily jobs of one worker: one run at a time, each local date once. */
export interface JobRunner {
  /** At every start, alarm and quarter of housekeeping: takes up what a dead worker left, then runs what is due. */
  wake(): Promise<void>;
  /** Starts a run by hand, or answers the one that is running. */
  runNow(job: DailyJob): Promise<Result<JobRun>>;
  /** Ends the running one after its present slice. @returns false where none runs */
  cancel(job: DailyJob): boolean;
  view(limit: number): JobsView;
  /** Ends what runs after its present slice, before the store is closed; the next opening takes it up. */
  close(): Promise<void>;
}

export function createJobRunner(deps: JobRunnerDeps): JobRunner {
  const { store, clock } = deps;
  let line: Promise<unknown> = Promise.resolve();
  let waking: Promise<void> | null = null;
  let byHand: Promise<Result<JobRun>> | null = null;
  let current: RunningJob | null = null;
  let abort = new AbortController();
  let closed = false;

  /** What is asked meanwhile waits its turn; a failure is the asker's. */
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = line.then(work);
    line = done.catch(() => undefined);
    return done;
  }

  async function execute(run: JobRun): Promise<void> {
    if (closed) return;
    abort = new AbortController();
    current = { runId: run.id, job: run.job, progress: null, cancelling: false };
    try {
      const done = await bodyOf(run, abort.signal).catch((error: unknown) => {
        deps.log.error('a job failed', { job: run.job, error });
        return fail(appError('internal', { detail: error instanceof Error ? error.name : undefined }));
      });
      // Not the seller's stop: its line stays without an end, for whoever opens the store next.
      if (closed && done.ok && done.value.cancelled) return;
      const end = done.ok
        ? { status: done.value.cancelled ? ('cancelled' as const) : ('done' as const), error: null }
        : { status: 'failed' as const, error: done.error };
      const written = await writeResult(store, (tx) =>
        ok(diary.finish(tx, run.id, end, isoTime(clock.now()))),
      );
      // It stands as running, and is taken up again by the next start.
      if (!written.ok) deps.log.error('the end of a job could not be kept', { error: written.error });
    } finally {
      current = null;
      deps.changed();
    }
  }

  function bodyOf(run: JobRun, signal: AbortSignal): Promise<Result<{ cancelled: boolean }>> {
    const earlier = store.read((reader) => diary.recent(reader, 50));
    return deps.bodies[run.job]({
      run,
      earlierStartsMs: earlier
        .filter((one) => one.job === run.job && one.id !== run.id)
        .map((one) => Date.parse(one.startedAt)),
      signal,
      note: (tx, counts) => diary.note(tx, run.id, counts),
      onProgress: (progress) => {
        if (current) current.progress = progress;
        deps.changed();
      },
    });
  }

  async function claim(
    job: DailyJob,
    localDate: string | null,
    plannedForMs: number,
  ): Promise<Result<JobRun | null>> {
    const nowMs = clock.now();
    const run = { id: newId(nowMs), job, localDate, plannedFor: isoTime(plannedForMs) };
    return writeResult(store, (tx) =>
      ok(diary.claim(tx, run, isoTime(nowMs)) ? diary.find(tx, run.id) : null),
    );
  }

  /** A run without an end, while nothing runs here, is of a worker that died. */
  async function takeUp(run: JobRun): Promise<void> {
    if (run.resumed + 1 >= MOST_LIVES) {
      const end = { status: 'failed' as const, error: appError('internal', { detail: 'died too often' }) };
      await writeResult(store, (tx) => ok(diary.finish(tx, run.id, end, isoTime(clock.now()))));
      return;
    }
    const taken = await writeResult(store, (tx) => {
      diary.takeUp(tx, run.id);
      return ok(diary.find(tx, run.id)!);
    });
    if (taken.ok) await execute(taken.value);
  }

  async function runDue(job: DailyJob): Promise<void> {
    const { localDate, plannedForMs } = latestPlanned(job, deps.timeZone(), clock.now());
    if (store.read((reader) => diary.has(reader, job, localDate))) return;
    const claimed = await claim(job, localDate, plannedForMs);
    if (claimed.ok && claimed.value) await execute(claimed.value);
  }

  return {
    wake() {
      // One look in line sees everything that is due by then: a second would only wait behind it.
      waking ??= inLine(async () => {
        waking = null;
        if (closed) return;
        for (const job of JOB_NAMES)
          deps.setAlarm(job, nextPlanned(job, deps.timeZone(), clock.now()).plannedForMs);
        for (const run of store.read(diary.unfinished)) await takeUp(run);
        for (const job of JOB_NAMES) await runDue(job);
      });
      return waking;
    },

    runNow(job) {
      const running = current && store.read((reader) => diary.find(reader, current!.runId));
      if (running?.job === job) return Promise.resolve(ok(running));
      // Clicked twice before the first was in the diary: the same run.
      byHand ??= new Promise<Result<JobRun>>((resolve, reject) => {
        inLine(async () => {
          const claimed = await claim(job, null, clock.now());
          byHand = null;
          if (!claimed.ok) return resolve(claimed);
          resolve(ok(claimed.value!));
          await execute(claimed.value!);
        }).catch((error: unknown) => {
          byHand = null;
          reject(error);
        });
      });
      return byHand;
    },

    cancel(job) {
      if (current?.job !== job) return false;
      current.cancelling = true;
      abort.abort();
      deps.changed();
      return true;
    },

    async close() {
      closed = true;
      abort.abort();
      await line;
    },

    view(limit) {
      return {
        running: current && { ...current },
        runs: store.read((reader) => diary.recent(reader, limit)),
        next: JOB_NAMES.map((job) => ({
          job,
          at: isoTime(nextPlanned(job, deps.timeZone(), clock.now()).plannedForMs),
        })),
      };
    },
  };
}
