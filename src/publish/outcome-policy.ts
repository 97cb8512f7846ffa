import type { DraftStatus } from '../drafts/draft.ts';
import type { ErrorCode } from '../shared/app-error.ts';
import type { CallOutcome, VintedFailure } from '../vinted/vinted.ts';
import type { JobStatus } from './job.ts';
import type { StepKind } from './steps.ts';

/** The most tries of a read, a photo or a read-back (spec section 6). */
const MAX_ATTEMPTS = 3;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** How long a 429 without Retry-After stops the account at least. */
const RATE_LIMIT_MS = 15 * 60 * 1000;
/** How long a challenge or restriction stops the account at least. A human resumes in any case. */
const CHALLENGE_MS = 60 * 1000;

/** What the queue does after a step that did not succeed. */
export type Decision =
  | { do: 'retry'; delayMs: number; newPage: boolean }
  /**
   * Read back failed for good: the listing exists, it is saved as "to verify". Where Vinted said stop, the account
   * stands still all the same.
   */
  | { do: 'give_up_verifying'; code: ErrorCode; haltsAccount: boolean; resumeAfterMs: number | null }
  | {
      do: 'stop';
      code: ErrorCode;
      job: Extract<JobStatus, 'paused' | 'manual' | 'failed' | 'unknown'>;
      /** The draft's new status. */
      draft: Extract<DraftStatus, 'prepared' | 'manual' | 'error'>;
      /** Null: the publication stays queued in publish_log and may go on. */
      log: 'manual' | 'error' | null;
      /** True: nothing at all goes on for the account until the seller resumes. */
      haltsAccount: boolean;
      resumeAfterMs: number | null;
    };

export type Failed = Exclude<CallOutcome<unknown>, { kind: 'done' }>;

/**
 * The table of spec section 6 as code. Two facts are kept apart: whether a later try could work, and whether repeating
 * could make a second listing. A create is never repeated: `retry` can't come out of its branch.
 * @param attempts failed tries of this step, this one included
 */
export function decide(
  step: StepKind,
  failed: Failed,
  attempts: number,
  pagesLost: number,
  random: () => number,
): Decision {
  switch (step) {
    case 'create':
      return afterCreate(failed);
    case 'verify':
      return afterVerify(failed, attempts, pagesLost, random);
    case 'photo':
      return afterPhoto(failed, attempts, pagesLost, random);
    case 'read':
      return afterRead(failed, attempts, pagesLost, random);
  }
}

function afterCreate(failed: Failed): Decision {
  if (failed.kind === 'unclear') {
    return stop('outcome_unknown', { job: 'unknown', draft: 'manual', log: 'manual', haltsAccount: true });
  }
  if (failed.kind === 'not_attempted') return stop(failed.failure.code, PAUSED);
  switch (failed.failure.code) {
    case 'vinted_rejected':
    case 'photo_upload_failed':
    case 'photo_too_large':
    case 'too_few_photos':
      return stop(failed.failure.code, { job: 'failed', draft: 'error', log: 'error', haltsAccount: false });
    case 'action_required':
    case 'restricted':
      return stop(failed.failure.code, { ...HUMAN, resumeAfterMs: CHALLENGE_MS });
    // Signed out or access denied as a well-formed answer: by hand, with a new preflight; never replayed by itself.
    default:
      return stop(failed.failure.code, PAUSED);
  }
}

function afterRead(failed: Failed, attempts: number, pagesLost: number, random: () => number): Decision {
  return beforeCreate(failed, attempts, pagesLost, random, () => stop(failed.failure.code, PAUSED));
}

function afterPhoto(failed: Failed, attempts: number, pagesLost: number, random: () => number): Decision {
  return beforeCreate(failed, attempts, pagesLost, random, () =>
    stop(failed.failure.code === 'photo_too_large' ? 'photo_too_large' : 'photo_upload_failed', {
      job: 'failed',
      draft: 'error',
      log: 'error',
      haltsAccount: false,
    }),
  );
}

function beforeCreate(
  failed: Failed,
  attempts: number,
  pagesLost: number,
  random: () => number,
  exhausted: () => Decision,
): Decision {
  const { failure } = failed;
  switch (failure.code) {
    case 'no_page':
      return pagesLost < 2 ? { do: 'retry', delayMs: 0, newPage: true } : stop('no_page', PAUSED);
    case 'signed_out':
    case 'access_denied':
    case 'vinted_changed':
      return stop(failure.code, PAUSED);
    case 'challenge':
    case 'restricted':
    case 'action_required':
      return stop(failure.code, { ...HUMAN, resumeAfterMs: CHALLENGE_MS });
    case 'rate_limited':
      return stop('rate_limited', { ...PAUSED, resumeAfterMs: failure.retryAfterMs ?? RATE_LIMIT_MS });
    case 'too_few_photos':
    case 'vinted_rejected':
      return stop(failure.code, { job: 'failed', draft: 'error', log: 'error', haltsAccount: false });
    case 'photo_too_large':
      // The same bytes are too large every time.
      return exhausted();
    case 'photo_upload_failed':
    case 'network':
    case 'timeout':
    case 'server_error':
      return attempts < MAX_ATTEMPTS
        ? { do: 'retry', delayMs: retryDelay(attempts, random), newPage: false }
        : exhausted();
  }
}

function afterVerify(failed: Failed, attempts: number, pagesLost: number, random: () => number): Decision {
  const { failure } = failed;
  // Stop asking, whoever is next in the line. The listing exists and is saved; reading it back is for later.
  const stopped = { do: 'give_up_verifying', code: failure.code, haltsAccount: true } as const;
  switch (failure.code) {
    case 'challenge':
    case 'restricted':
    case 'action_required':
      return { ...stopped, resumeAfterMs: CHALLENGE_MS };
    case 'rate_limited':
      return { ...stopped, resumeAfterMs: failure.retryAfterMs ?? RATE_LIMIT_MS };
    case 'access_denied':
      return { ...stopped, resumeAfterMs: null };
    default:
      if (failure.code === 'no_page' && pagesLost < 2) return { do: 'retry', delayMs: 0, newPage: true };
      return attempts < MAX_ATTEMPTS
        ? { do: 'retry', delayMs: retryDelay(attempts, random), newPage: false }
        : { do: 'give_up_verifying', code: 'verify_failed', haltsAccount: false, resumeAfterMs: null };
  }
}

const PAUSED = { job: 'paused', draft: 'prepared', log: null, haltsAccount: true } as const;
const HUMAN = { job: 'manual', draft: 'manual', log: null, haltsAccount: true } as const;

type Stop = Extract<Decision, { do: 'stop' }>;
function stop(
  code: ErrorCode,
  rest: Omit<Stop, 'do' | 'code' | 'resumeAfterMs'> & { resumeAfterMs?: number },
): Decision {
  return { do: 'stop', code, resumeAfterMs: null, ...rest };
}

/** 1 s doubling to 30 s, with up to a quarter of jitter so that retries of several things don't march in step. */
function retryDelay(attempts: number, random: () => number): number {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  return Math.round(delay * (1 + random() / 4));
}

/** What the seller is shown of a failure: an allow-list of facts, no header, no body. */
export function failureParams(failure: VintedFailure): Record<string, string | number> {
  const params: Record<string, string | number> = {};
  if (failure.message) params.message = failure.message;
  if (failure.apiCode !== undefined) params.apiCode = failure.apiCode;
  if (failure.route) params.path = failure.route;
  const first = failure.errors?.[0];
  if (first) {
    params.field = first.field;
    params.value = failure.errors!.map((error) => error.value).join(' · ');
  }
  return params;
}
