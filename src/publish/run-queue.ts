import { isoTime } from '../shared/clock.ts';
import { appError } from '../shared/app-error.ts';
import { endJob } from './end-job.ts';
import { paceNow } from './pace-of-account.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { QueueControl } from './queue-control.ts';
import { queueRepository, type Job } from './queue-repository.ts';
import { runJob } from './run-job.ts';
import { mustStandStill } from './stand-still.ts';
import { taskRepository } from './task-repository.ts';
import { tellTrouble } from './tell-trouble.ts';

/** Waits shorter than this are slept through; longer ones are alarms, since the browser may stop the worker. */
const LONGEST_SLEEP_MS = 30_000;
const KEEP_ALIVE_MS = 20_000;

/**
 * The runner of the account's queue: one job at a time, one call at a time. It holds no state that matters: everything
 * is read from the store at each turn, so that a worker that died goes on where it was.
 */
export function createQueueRunner(
  deps: PublishDeps,
): QueueControl & { idle(): Promise<void>; close(): Promise<void> } {
  let closed = false;
  let running: Promise<void> | null = null;
  let again = false;
  let stop = new AbortController();

  async function run(): Promise<void> {
    const heart = setInterval(() => {
      deps.keepAlive();
      // Should the worker die all the same, an alarm brings it back.
      deps.wakeAt(deps.clock.now() + LONGEST_SLEEP_MS);
    }, KEEP_ALIVE_MS);
    try {
      while (again && !closed) {
        again = false;
        if (await turn(deps, stop.signal)) again = true;
        if (deps.trouble.get()) deps.trouble.set(null);
      }
    } catch (error) {
      deps.log.error('the queue stopped', { error });
      deps.wakeAt(deps.clock.now() + LONGEST_SLEEP_MS);
      await tellTrouble(deps, error);
    } finally {
      clearInterval(heart);
      running = null;
      if (again) wake();
    }
  }

  function wake(): void {
    if (closed) return;
    again = true;
    running ??= run();
  }

  return {
    wake,
    interrupt() {
      stop.abort();
      stop = new AbortController();
      wake();
    },
    /** For tests: resolves when nothing runs any more. */
    async idle() {
      while (running) await running;
    },
    /** For good, before the store closes: a call on its way is waited for, and nothing is looked at again. */
    async close() {
      closed = true;
      stop.abort();
      while (running) await running;
    },
  };
}

/** One look at the line. @returns true when there may be more to do at once */
async function turn(deps: PublishDeps, signal: AbortSignal): Promise<boolean> {
  if (await mustStandStill(deps)) return false;
  const queue = queueRepository(deps.accountId());
  const tasks = taskRepository(deps.accountId());
  const line = deps.store
    .read((reader) => queue.open(reader))
    .filter((job) => job.status === 'queued' || job.status === 'processing');
  const head = line[0];
  if (!head) return false;
  const now = deps.clock.now();

  const createLeft = deps.store.read((reader) => tasks.createMayHaveLeft(reader, head.id));
  if (!createLeft && head.expiresAt && isoTime(now) > head.expiresAt) {
    await endJob(deps, head, {
      job: 'cancelled',
      draft: 'ready',
      log: 'error',
      error: appError('job_expired', { reach: 'none' }),
    });
    return true;
  }

  const waitMs = createLeft ? 0 : (await slotFor(deps, head)) - now;
  if (waitMs > 0) {
    // While the head waits for its slot, a rehearsal behind it may run: it sends nothing that counts.
    const rehearsal = line.find((job) => job.operation === 'rehearse');
    if (rehearsal) {
      await runJob(deps, rehearsal.id, signal);
      return true;
    }
    if (waitMs >= LONGEST_SLEEP_MS) {
      deps.wakeAt(now + waitMs);
      return false;
    }
    // The alarm stands behind the sleep, should the worker be stopped meanwhile.
    deps.wakeAt(now + LONGEST_SLEEP_MS);
    await deps.clock.sleep(waitMs, signal);
    return true;
  }
  deps.wakeAt(now + LONGEST_SLEEP_MS);
  await runJob(deps, head.id, signal);
  return true;
}

async function slotFor(deps: PublishDeps, job: Job): Promise<number> {
  return job.operation === 'rehearse' ? 0 : (await paceNow(deps)).nextAtMs;
}
