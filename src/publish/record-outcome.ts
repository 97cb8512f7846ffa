import { knownAccount } from '../accounts/known-account.ts';
import { appError, type AppError, type Reach } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import type { CallOutcome, VintedPage } from '../vinted/vinted.ts';
import type { Reader } from '../store/store.ts';
import type { StepValue } from './call-step.ts';
import { applyEnding, haltAccount, type JobEnding } from './end-job.ts';
import { photosSurelyOurs, type Accumulated } from './job-data.ts';
import { insertIntent } from './journal.ts';
import { decide, failureParams, type Decision, type Failed } from './outcome-policy.ts';
import type { PublishDeps } from './publish-deps.ts';
import { photoInOrder } from './photo-in-order.ts';
import { queueRepository, type Job } from './queue-repository.ts';
import { nextStep, type Step } from './steps.ts';
import { taskRepository, type Task } from './task-repository.ts';

export type AfterOutcome =
  { go: 'on'; carried: Task | null; newPage: boolean; delayMs: number } | { go: 'ended' };

/**
 * Makes the outcome of a call durable, with everything that follows from it, in one commit. When the next step may be
 * repeated without harm (a read or a photo), its intent is in the same commit; a create's intent never is: one that
 * waited out the pace would look like a call that may have left.
 * @param page where the next call would leave from; null right after a death, when no page is chosen yet
 */
export function recordOutcome(
  deps: PublishDeps,
  job: Job,
  step: Step,
  task: Task,
  outcome: CallOutcome<StepValue>,
  page: VintedPage | null,
): Promise<AfterOutcome> {
  const nowMs = deps.clock.now();
  const now = isoTime(nowMs);
  const queue = queueRepository(job.accountId);
  const tasks = taskRepository(job.accountId);

  return deps.store.write((tx): AfterOutcome => {
    const before = queue.find(tx, job.id)!;
    const wrote = step.kind === 'photo' || step.kind === 'create';
    const current: Job = wrote ? { ...before, done: { ...before.done, last_write_at: now } } : before;
    const open = current.status === 'queued' || current.status === 'processing';
    const found = outcome.kind === 'done' ? factsOf(current, step, outcome.value, now) : null;

    if (found && !('wrong' in found)) {
      tasks.finish(tx, task.id, { status: 'done', result: found.result }, now);
      // Also for a job cancelled meanwhile: what is known stays known.
      const recovered = found.done.failing_step === step.name;
      const done = recovered ? { ...found.done, failing_step: null, attempts: 0 } : found.done;
      queue.update(tx, job.id, { done }, now);
      if (!open) return { go: 'ended' };
      return {
        go: 'on',
        carried: page ? carry(current, done, page) : null,
        newPage: false,
        delayMs: 0,
      };
    }

    const failed: Failed =
      outcome.kind === 'done' ? { kind: 'refused', failure: { code: 'vinted_changed' } } : outcome;
    const wrong = found && 'wrong' in found ? { ...found.wrong, expected: ownerName(tx, job) } : null;
    const pagesLost = current.done.pages_lost + (failed.failure.code === 'no_page' ? 1 : 0);
    const attempts = current.done.failing_step === step.name ? current.done.attempts + 1 : 1;
    const decision: Decision = wrong
      ? {
          do: 'stop',
          code: 'wrong_account',
          job: 'paused',
          draft: 'prepared',
          log: null,
          haltsAccount: true,
          resumeAfterMs: null,
        }
      : decide(step.kind, failed, attempts, pagesLost, deps.random);
    const error = errorOf(decision, failed, step, job, wrong, nowMs);
    const unknown = step.kind === 'create' && failed.kind === 'unclear';
    const notSent = failed.kind === 'not_attempted';
    tasks.finish(tx, task.id, { status: unknown ? 'unknown' : notSent ? 'not_sent' : 'failed', error }, now);
    if (!open) return { go: 'ended' };

    const done: Accumulated = { ...current.done, failing_step: step.name, attempts, pages_lost: pagesLost };
    switch (decision.do) {
      case 'retry':
        queue.update(tx, job.id, { done, retryCount: current.retryCount + 1 }, now);
        return { go: 'on', carried: null, newPage: decision.newPage, delayMs: decision.delayMs };
      case 'give_up_verifying':
        queue.update(tx, job.id, { done: { ...done, verified: 'failed', verify_error: error } }, now);
        if (decision.haltsAccount) haltAccount(tx, error, decision.resumeAfterMs, nowMs);
        return { go: 'on', carried: null, newPage: false, delayMs: 0 };
      case 'stop': {
        const kept = wrong ? { ...done, photos: photosSurelyOurs(done) } : done;
        queue.update(tx, job.id, { done: kept }, now);
        const ending: JobEnding = { job: decision.job, draft: decision.draft, log: decision.log, error };
        if (decision.haltsAccount) ending.halt = { resumeAfterMs: decision.resumeAfterMs };
        applyEnding(tx, current, ending, nowMs);
        return { go: 'ended' };
      }
    }

    function carry(of: Job, after: Accumulated, from: VintedPage): Task | null {
      if (of.operation === 'rehearse') return null;
      const next = nextStep(after, of.context, nowMs);
      if (!next || next.kind === 'create') return null;
      return insertIntent(tx, of.accountId, of.id, next, from, nowMs);
    }
  });
}

type Found = { done: Accumulated; result: unknown } | { wrong: { found: string } };

/** What a good answer adds to the job: an allow-list of facts. */
function factsOf(job: Job, step: Step, value: StepValue, now: string): Found {
  const { done } = job;
  switch (value.of) {
    case 'account': {
      const id = `${value.account.domain}:${value.account.vintedId}`;
      if (id !== job.accountId) return { wrong: { found: value.account.login } };
      const rechecked = step.name === 'recheck_account' ? now : done.account_rechecked_at;
      const seen = { account_seen_at: done.account_seen_at ?? now, account_rechecked_at: rechecked };
      // The look answers the last write: its time is not compared with clocks that may have gone back since.
      return { done: { ...done, ...seen, last_write_at: null }, result: { account: id } };
    }
    case 'configuration':
      return { done: { ...done, configuration_seen_at: now }, result: { currency: value.currency } };
    case 'wardrobe':
      return {
        done: { ...done, baseline: { item_ids: value.itemIds, seen_at: now } },
        result: { newest_items: value.itemIds.length },
      };
    case 'photo': {
      if (step.kind !== 'photo') throw new Error('a photo answer to another step');
      const photo = {
        sha256: step.sha256,
        id: value.photo.id,
        orientation: value.photo.orientation,
        at: now,
      };
      return { done: { ...done, photos: [...done.photos, photo] }, result: { photo_id: value.photo.id } };
    }
    case 'created': {
      const url = `https://${job.accountId.split(':')[0]}/items/${value.itemId}`;
      return {
        done: { ...done, listing_created: true, vinted_id: value.itemId, url },
        result: { item_id: value.itemId, after_upload_actions: value.actions },
      };
    }
    case 'read_back': {
      const same =
        value.title === job.context.item.title &&
        (value.priceCents === null || value.priceCents === job.context.item.priceCents) &&
        value.photoIds.length === done.photos.length &&
        value.photoIds.every((id, i) => id === photoInOrder(job, i)?.id);
      return same
        ? { done: { ...done, verified: 'ok' }, result: { as_sent: true } }
        : {
            done: { ...done, verified: 'failed', verify_error: appError('verify_failed', { reach: 'sent' }) },
            result: { as_sent: false },
          };
    }
  }
}

function errorOf(
  decision: Decision,
  failed: Failed,
  step: Step,
  job: Job,
  wrong: { found: string; expected: string } | null,
  nowMs: number,
): AppError {
  const code = decision.do === 'retry' ? failed.failure.code : decision.code;
  const params: Record<string, string | number> = { ...failureParams(failed.failure), step: step.name };
  if (step.kind === 'photo') params.photo = step.index + 1;
  if (decision.do !== 'retry' && decision.resumeAfterMs)
    params.resume = isoTime(nowMs + decision.resumeAfterMs);
  if (wrong) Object.assign(params, wrong);
  params.photosSent = job.done.photos.length;
  return appError(code, { params, reach: reachOf(step, failed), detail: failed.failure.detail });
}

/** Before the create nothing can be online; at it, only a refusal or a call that never left is sure. */
function reachOf(step: Step, failed: Failed): Reach {
  if (step.kind === 'verify') return 'sent';
  return step.kind === 'create' && failed.kind === 'unclear' ? 'maybe' : 'none';
}

function ownerName(reader: Reader, job: Job): string {
  return knownAccount(reader).owner?.login ?? job.accountId;
}
