import { contentHash } from '../drafts/content-hash.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { appError } from '../shared/app-error.ts';
import type { CallOutcome, VintedPage } from '../vinted/vinted.ts';
import { callStep, recallStep, type StepValue } from './call-step.ts';
import { endJob } from './end-job.ts';
import { recordRehearsedStep, writeIntent } from './journal.ts';
import { countCreate, paceNow, uncountCreate } from './pace-of-account.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository, type Job } from './queue-repository.ts';
import { recordOutcome } from './record-outcome.ts';
import { savePublication, saveRehearsal } from './save-result.ts';
import { mustStandStill } from './stand-still.ts';
import { nextStep, stepNamed, type Step } from './steps.ts';
import { taskRepository, type Task } from './task-repository.ts';

/**
 * Walks one job step by step, until it ended, must wait for its slot, or everything must stand still. Around each call:
 * intent → durable → call → outcome → durable → the page may forget its answer. A worker that starts after a death
 * finds the intent, asks the page for the answer it kept, and goes on from there.
 */
export async function runJob(deps: PublishDeps, jobId: string, signal: AbortSignal): Promise<void> {
  const queue = queueRepository(deps.accountId());
  const tasks = taskRepository(deps.accountId());
  let page: VintedPage | null = null;
  /** The intent that was made durable together with the last outcome: the next call, not yet made. */
  let carried: Task | null = null;

  for (;;) {
    const still = await mustStandStill(deps);
    const job = deps.store.read((reader) => queue.find(reader, jobId));
    if (!job || (job.status !== 'queued' && job.status !== 'processing')) return;
    // What is left is saving what is known: that sends nothing, and waits for nobody.
    if (still && nextStep(job.done, job.context, deps.clock.now())) return;

    const open = deps.store.read((reader) => tasks.openIntent(reader, job.id));
    if (open && open.id !== carried?.id) {
      await settleIntent(deps, job, open);
      continue;
    }

    const step = carried
      ? stepNamed(carried.step, job.context)
      : nextStep(job.done, job.context, deps.clock.now());
    if (!step) {
      await (job.operation === 'rehearse' ? saveRehearsal(deps, job) : savePublication(deps, job));
      await deps.checkpoint('saved');
      return;
    }
    if (job.operation === 'rehearse' && step.kind !== 'read') {
      await recordRehearsedStep(deps, job, step);
      continue;
    }

    let waited = false;
    if (!page) {
      waited = true;
      const opened = await deps.vinted.openPage();
      if (!opened.ok) {
        await endJob(deps, job, {
          job: 'paused',
          draft: 'prepared',
          log: null,
          halt: {},
          error: opened.error,
        });
        return;
      }
      page = opened.value;
    }
    if (await keepDistance(deps, signal)) waited = true;
    // Where nothing was waited for, the look at the beginning of this turn is the last one.
    if (signal.aborted || (waited && (await mustStandStill(deps)))) return;

    if (step.kind === 'create' && !(await mayCreateNow(deps, job))) return;
    const atMs = deps.clock.now();
    let task: Task | null = carried;
    carried = null;
    if (!task) {
      task = await writeIntent(deps, job, step, page, atMs);
      // Cancelled between the look and the intent.
      if (!task) return;
      if (step.kind === 'create') await countCreate(deps, atMs);
      // The intent took its time on the disk: a stop that was answered meanwhile holds.
      if (signal.aborted || (await mustStandStill(deps))) return neverSent(deps, step, task);
    }
    await deps.checkpoint(`${step.name}:before-call`);
    const outcome = await askAgain(deps, step, task, page, await callStep(deps, job, step, task));
    await deps.checkpoint(`${step.name}:after-call`);
    const next = await recordOutcome(deps, job, step, task, outcome, page);
    if (step.kind === 'create' && outcome.kind === 'not_attempted') await uncountCreate(deps, task.startedAt);
    await deps.checkpoint(`${step.name}:after-outcome`);
    forget(deps, page, task);
    if (next.go === 'ended') return;
    carried = next.carried;
    if (next.newPage) page = null;
    if (next.delayMs > 0) await deps.clock.sleep(next.delayMs, signal);
  }
}

/** The channel to the page broke in mid-call, but the page may be there still, with the answer. */
async function askAgain(
  deps: PublishDeps,
  step: Step,
  task: Task,
  page: VintedPage,
  outcome: CallOutcome<StepValue>,
): Promise<CallOutcome<StepValue>> {
  if (outcome.kind !== 'unclear' || outcome.failure.detail !== 'lost') return outcome;
  const kept = await recallStep(deps, step, task, page);
  if (kept.kind === 'answered') return kept.outcome;
  return kept.kind === 'lost'
    ? outcome
    : { kind: 'not_attempted', failure: { code: 'no_page', detail: 'never sent' } };
}

/**
 * An intent without an outcome: the worker died, or everything was stopped, around its call. The page that was to make
 * it tells. Where that page is gone, nobody can: a photo is sent again, a create is in doubt for ever.
 */
async function settleIntent(deps: PublishDeps, job: Job, task: Task): Promise<void> {
  const step = stepNamed(task.step, job.context);
  const page: VintedPage = { pageId: task.pageId!, tabId: task.tabId! };
  const kept = await recallStep(deps, step, task, page);
  switch (kept.kind) {
    case 'never_sent':
      return neverSent(deps, step, task);
    case 'lost':
      await recordOutcome(
        deps,
        job,
        step,
        task,
        { kind: 'unclear', failure: { code: 'no_page', detail: 'page lost' } },
        null,
      );
      return;
    case 'answered':
      await recordOutcome(deps, job, step, task, kept.outcome, null);
      if (step.kind === 'create' && kept.outcome.kind === 'not_attempted')
        await uncountCreate(deps, task.startedAt);
      forget(deps, page, task);
  }
}

/** Lets the page forget its answer. Nobody waits for it: an answer that is kept for longer does no harm. */
function forget(deps: PublishDeps, page: VintedPage, task: Task): void {
  deps.vinted.acknowledge(page, { requestId: task.requestId! }).catch((error: unknown) => {
    deps.log.error('an answer was not acknowledged', { error });
  });
}

/** Closes an intent whose call certainly never left; a create gives its slot back. */
async function neverSent(deps: PublishDeps, step: Step, task: Task): Promise<void> {
  const tasks = taskRepository(deps.accountId());
  await deps.store.write((tx) => tasks.finish(tx, task.id, { status: 'not_sent' }, nowIso(deps)));
  if (step.kind === 'create') await uncountCreate(deps, task.startedAt);
}

/**
 * At least 2 s between two calls to Vinted, also across deaths of the worker (spec section 6).
 * @returns whether it had to wait
 */
async function keepDistance(deps: PublishDeps, signal: AbortSignal): Promise<boolean> {
  const last = deps.store.read((reader) => taskRepository(deps.accountId()).lastCallAt(reader));
  if (last === null) return false;
  const now = deps.clock.now();
  // A last call in the future means the clock went back: wait a whole distance.
  const waitMs = last > now ? deps.pace.betweenCallsMs : last + deps.pace.betweenCallsMs - now;
  if (waitMs <= 0) return false;
  await deps.clock.sleep(waitMs, signal);
  return true;
}

/** The last look before the one call that can't be taken back: the slot is open and the content is what was confirmed. */
async function mayCreateNow(deps: PublishDeps, job: Job): Promise<boolean> {
  if ((await paceNow(deps)).nextAtMs > deps.clock.now()) return false;
  const draft = deps.store.read((reader) => readDraft(reader, deps.accountId(), job.draftId));
  const unchanged = draft && contentHash(draft) === job.context.contentHash;
  if (unchanged) return true;
  const error = appError('token_stale', { reach: 'none' });
  await endJob(deps, job, { job: 'cancelled', draft: draft ? 'ready' : null, log: 'error', error });
  return false;
}

function nowIso(deps: PublishDeps): string {
  return new Date(deps.clock.now()).toISOString();
}
