import { describe, expect, it } from 'vitest';
import { nothingDone, withNewPreflight, type Accumulated, type JobContext } from './job-data.ts';
import { nextStep, stageOf, stepNamed, uploadSessionIsOver, UPLOAD_SESSION_MS } from './steps.ts';

const start = Date.parse('2026-11-21T12:00:00.000Z');
const now = start;
const at = new Date(now).toISOString();
const context = {
  photos: [
    { photoId: '1', sha256: 'a' },
    { photoId: '2', sha256: 'b' },
  ],
} as JobContext;

/** Walks from nothing to the end, doing what each step would, two seconds each. */
function walk(done: Accumulated): string[] {
  const names: string[] = [];
  let now = start;
  for (let step = nextStep(done, context, now); step; step = nextStep(done, context, now)) {
    names.push(step.name);
    now += 2_000;
    const at = new Date(now).toISOString();
    switch (step.name) {
      case 'check_session':
        done = { ...done, account_seen_at: at };
        break;
      case 'recheck_account':
        done = { ...done, account_rechecked_at: at };
        break;
      case 'read_configuration':
        done = { ...done, configuration_seen_at: at };
        break;
      case 'read_wardrobe':
        done = { ...done, baseline: { item_ids: [], seen_at: at } };
        break;
      case 'create_listing':
        done = { ...done, listing_created: true };
        break;
      case 'verify_listing':
        done = { ...done, verified: 'ok' };
        break;
      default:
        done = {
          ...done,
          last_write_at: at,
          photos: [...done.photos, { sha256: step.sha256, id: 1, orientation: 0, at }],
        };
    }
  }
  return names;
}

describe('the steps of a publication', () => {
  it('go in this order', () => {
    expect(walk(nothingDone())).toEqual([
      'check_session',
      'read_configuration',
      'read_wardrobe',
      'upload_image_1',
      'recheck_account',
      'upload_image_2',
      'recheck_account',
      'create_listing',
      'verify_listing',
    ]);
  });

  it('send no photo twice after a resume, but look at the account again', () => {
    const photos = [{ sha256: 'a', id: 1, orientation: 0, at }];
    const resumed = withNewPreflight({
      ...nothingDone(),
      account_seen_at: at,
      baseline: { item_ids: [], seen_at: at },
      photos,
    });
    expect(walk(resumed)).toEqual([
      'check_session',
      'read_configuration',
      'read_wardrobe',
      'upload_image_2',
      'recheck_account',
      'create_listing',
      'verify_listing',
    ]);
  });

  it('never lead to a create once a listing was made, even resumed', () => {
    const made = withNewPreflight({ ...nothingDone(), listing_created: true });
    expect(walk(made)).toEqual(['verify_listing']);
  });

  it('look at the account again when the last look is old or lies in the future', () => {
    const ready: Accumulated = {
      ...nothingDone(),
      account_seen_at: at,
      configuration_seen_at: at,
      baseline: { item_ids: [], seen_at: at },
      photos: ['a', 'b'].map((sha256) => ({ sha256, id: 1, orientation: 0, at })),
    };
    const looked = (agoMs: number) => ({
      ...ready,
      account_rechecked_at: new Date(now - agoMs).toISOString(),
    });
    expect(nextStep(looked(60_000), context, now)?.name).toBe('create_listing');
    expect(nextStep(looked(60_001), context, now)?.name).toBe('recheck_account');
    expect(nextStep(looked(-1), context, now)?.name).toBe('recheck_account');
    const wroteSince = { ...looked(1_000), last_write_at: at };
    expect(nextStep(wroteSince, context, now)?.name).toBe('recheck_account');
  });

  it('send all photos again when the upload session is over', () => {
    const photos = ['a', 'b'].map((sha256) => ({ sha256, id: 1, orientation: 0, at }));
    const old: Accumulated = {
      ...nothingDone(),
      account_seen_at: at,
      configuration_seen_at: at,
      baseline: { item_ids: [], seen_at: at },
      photos,
      session_started_at: new Date(now - UPLOAD_SESSION_MS - 1).toISOString(),
    };
    expect(nextStep(old, context, now)?.name).toBe('upload_image_1');
    expect(nextStep({ ...old, session_started_at: at }, context, now)?.name).toBe('create_listing');
  });

  it('forget photos sent more than three hours ago', () => {
    const started = (agoMs: number) => ({
      ...nothingDone(),
      session_started_at: new Date(now - agoMs).toISOString(),
    });
    expect(uploadSessionIsOver(started(UPLOAD_SESSION_MS), now)).toBe(false);
    expect(uploadSessionIsOver(started(UPLOAD_SESSION_MS + 1), now)).toBe(true);
    expect(uploadSessionIsOver({ ...started(UPLOAD_SESSION_MS + 1), listing_created: true }, now)).toBe(
      false,
    );
  });

  it('have names that lead back to them, and four stages', () => {
    expect(stepNamed('upload_image_2', context)).toMatchObject({ kind: 'photo', index: 1, sha256: 'b' });
    expect(() => stepNamed('upload_image_x', context)).toThrow();
    expect(
      ['check_session', 'upload_image_1', 'recheck_account', 'verify_listing'].map((name) =>
        stageOf(name, 'processing', false),
      ),
    ).toEqual(['session', 'photos', 'create', 'verify']);
  });
});
