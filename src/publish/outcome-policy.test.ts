import { describe, expect, it } from 'vitest';
import type { VintedFailure } from '../vinted/vinted.ts';
import { decide, type Failed } from './outcome-policy.ts';

const CODES: VintedFailure['code'][] = [
  'no_page',
  'signed_out',
  'challenge',
  'restricted',
  'action_required',
  'rate_limited',
  'network',
  'timeout',
  'server_error',
  'access_denied',
  'photo_upload_failed',
  'photo_too_large',
  'too_few_photos',
  'vinted_rejected',
  'vinted_changed',
];
const KINDS: Failed['kind'][] = ['refused', 'not_attempted', 'unclear'];
const failed = (
  kind: Failed['kind'],
  code: VintedFailure['code'],
  more: Partial<VintedFailure> = {},
): Failed => ({
  kind,
  failure: { code, ...more },
});
const first = (step: Parameters<typeof decide>[0], outcome: Failed) => decide(step, outcome, 1, 1, () => 0);

describe('after a create', () => {
  it('never tries again, whatever came back', () => {
    for (const kind of KINDS)
      for (const code of CODES) expect(first('create', failed(kind, code)).do).toBe('stop');
  });

  it('is in doubt after anything unclear: handed over, and the account stands still', () => {
    for (const code of CODES) {
      expect(first('create', failed('unclear', code))).toMatchObject({
        code: 'outcome_unknown',
        job: 'unknown',
        draft: 'manual',
        log: 'manual',
        haltsAccount: true,
      });
    }
  });

  it('ends as refused after a 400 with errors', () => {
    expect(first('create', failed('refused', 'vinted_rejected'))).toMatchObject({
      job: 'failed',
      draft: 'error',
      log: 'error',
      haltsAccount: false,
    });
  });

  it('waits for a human, prepared, after a well-formed 401 or 106, or when it never left', () => {
    for (const outcome of [
      failed('refused', 'signed_out'),
      failed('refused', 'access_denied'),
      failed('not_attempted', 'no_page'),
    ]) {
      expect(first('create', outcome)).toMatchObject({
        job: 'paused',
        draft: 'prepared',
        log: null,
        haltsAccount: true,
      });
    }
  });
});

describe('before the create', () => {
  it('tries a read or a photo three times', () => {
    for (const step of ['read', 'photo'] as const) {
      for (const code of ['network', 'timeout', 'server_error'] as const) {
        const outcome = failed('unclear', code);
        expect(decide(step, outcome, 1, 0, () => 0)).toEqual({ do: 'retry', delayMs: 1000, newPage: false });
        expect(decide(step, outcome, 2, 0, () => 1)).toEqual({ do: 'retry', delayMs: 2500, newPage: false });
        expect(decide(step, outcome, 3, 0, () => 0).do).toBe('stop');
      }
    }
  });

  it('then leaves a read prepared and paused, a photo as an error', () => {
    expect(decide('read', failed('unclear', 'timeout'), 3, 0, () => 0)).toMatchObject({
      code: 'timeout',
      job: 'paused',
      draft: 'prepared',
    });
    expect(decide('photo', failed('refused', 'photo_upload_failed'), 3, 0, () => 0)).toMatchObject({
      code: 'photo_upload_failed',
      job: 'failed',
      draft: 'error',
      haltsAccount: false,
    });
  });

  it('does not send the same too large photo again', () => {
    expect(first('photo', failed('refused', 'photo_too_large'))).toMatchObject({
      code: 'photo_too_large',
      draft: 'error',
    });
  });

  it('hands a challenge, a restriction and what the account must do over to the human, and stops the account', () => {
    for (const code of ['challenge', 'restricted', 'action_required'] as const) {
      expect(first('photo', failed('refused', code))).toMatchObject({
        job: 'manual',
        draft: 'manual',
        haltsAccount: true,
      });
    }
  });

  it('honours Retry-After, else waits 15 minutes', () => {
    expect(first('read', failed('refused', 'rate_limited', { retryAfterMs: 90_000 }))).toMatchObject({
      job: 'paused',
      draft: 'prepared',
      resumeAfterMs: 90_000,
    });
    expect(first('read', failed('refused', 'rate_limited'))).toMatchObject({ resumeAfterMs: 900_000 });
  });

  it('looks for another page once, then stops', () => {
    expect(decide('photo', failed('unclear', 'no_page'), 1, 1, () => 0)).toEqual({
      do: 'retry',
      delayMs: 0,
      newPage: true,
    });
    expect(decide('photo', failed('unclear', 'no_page'), 2, 2, () => 0)).toMatchObject({
      code: 'no_page',
      job: 'paused',
      draft: 'prepared',
    });
  });

  it('never ends in doubt: nothing before the create can have made a listing', () => {
    for (const step of ['read', 'photo'] as const) {
      for (const kind of KINDS) {
        for (const code of CODES) {
          const decision = decide(step, failed(kind, code), 3, 2, () => 0);
          expect(decision).not.toMatchObject({ job: 'unknown' });
          expect(decision).not.toMatchObject({ log: 'manual' });
        }
      }
    }
  });
});

describe('reading back', () => {
  it('never takes the listing back: it tries, then gives up verifying', () => {
    for (const kind of KINDS) {
      for (const code of CODES) {
        expect(['retry', 'give_up_verifying']).toContain(first('verify', failed(kind, code)).do);
        expect(decide('verify', failed(kind, code), 3, 2, () => 0).do).toBe('give_up_verifying');
      }
    }
  });
});
