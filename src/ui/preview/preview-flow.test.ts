import { beforeEach, expect, test } from 'vitest';
import type { JobView, Preview, QueueView } from '../../publish/job.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createPreviewFlow } from './preview-flow.ts';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');
const DRAFT = 'draft-1';

type Answer = (input: Record<string, unknown>) => Result<unknown> | Promise<Result<unknown>>;
let calls: { route: string; input: Record<string, unknown> }[];
let answers: Record<string, Answer>;
let queue: QueueView;
let hash: string;
let keys: number;

const preview = (mode: 'real' | 'rehearsal'): Preview => ({
  draftId: DRAFT,
  reference: 412,
  mode,
  confirmToken: `token-${mode}-${hash}`,
  expiresAt: '2026-11-21T10:30:00.000Z',
  contentHash: hash,
  title: 'Veste',
  description: 'Bleue',
  priceCents: 4200,
  currency: 'EUR',
  photoSha256s: ['a'.repeat(64)],
  fields: [],
  account: { id: 'www.vinted.fr:1', login: 'lea', domain: 'www.vinted.fr' },
  warnings: [],
  pace: { nextAt: null, today: { used: 2, limit: 15 }, hour: { used: 1, limit: 4 }, firstWeek: false },
  termsAccepted: true,
  rehearsedBefore: false,
});
const job = (status: JobView['status'], mode: JobView['mode'] = 'real', id = 'job-1') =>
  ({ id, draftId: DRAFT, status, mode, stage: 'session', createSent: false }) as JobView;
const started = (id = 'job-1') =>
  ok({ draft_id: DRAFT, status: 'queued', message: '', queue_id: id, task_id: null });

function flow() {
  return createPreviewFlow(DRAFT, {
    call: (async (route: string, input: Record<string, unknown>) => {
      calls.push({ route, input });
      const answer = answers[route];
      if (!answer) throw new Error(`not imitated: ${route}`);
      return answer(input);
    }) as never,
    now: () => NOW,
    newKey: () => `key-${++keys}`,
  });
}
const count = (route: string) => calls.filter((one) => one.route === route).length;
const inputs = (route: string) => calls.filter((one) => one.route === route).map((one) => one.input);

beforeEach(() => {
  calls = [];
  keys = 0;
  hash = 'h1';
  queue = { panic: false, paused: false, halt: null, pace: preview('real').pace, jobs: [], recent: [] };
  answers = {
    'queue.view': () => ok(structuredClone(queue)),
    'vinted.listings.prepare': (input) => ok(preview(input.mode as 'real' | 'rehearsal')),
    'vinted.listings.publish': () => {
      queue.jobs = [job('queued')];
      return started();
    },
    'publish.rehearsal': () => ok({ job: job('completed', 'rehearsal'), tasks: [] }),
    'settings.set': () => ok({}),
  };
});

async function shown() {
  const one = flow();
  await one.open();
  one.markSeen();
  return one;
}

test('a double click, and a third, send one confirmation', async () => {
  const one = await shown();
  await Promise.all([one.publish(), one.publish(), one.publish()]);
  expect(inputs('vinted.listings.publish')).toEqual([
    { confirm_token: 'token-real-h1', dry_run: false, idempotency_key: 'key-1' },
  ]);
  expect(one.state.phase).toBe('following');
  await one.publish();
  expect(count('vinted.listings.publish')).toBe(1);
});

test('nothing is sent before the page was seen and the notice was ticked, nor after the time ran out', async () => {
  const one = flow();
  await one.open();
  expect(one.barrier(NOW)).toBe('unseen');
  await one.publish();
  one.markSeen();
  expect(one.barrier(NOW)).toBeNull();
  expect(one.barrier(Date.parse('2026-11-21T10:30:00.000Z'))).toBe('expired');
  one.state.preview!.termsAccepted = false;
  expect(one.barrier(NOW)).toBe('terms');
  await one.publish();
  expect(count('vinted.listings.publish')).toBe(0);
});

test('the notice stays open when it could not be kept', async () => {
  const one = await shown();
  one.state.preview!.termsAccepted = false;
  answers['settings.set'] = () => fail(appError('storage_full'));
  await one.acceptTerms();
  expect(one.state.preview!.termsAccepted).toBe(false);
  expect(one.state.error?.code).toBe('storage_full');
});

test('a rehearsal takes a token of its own and says dry_run', async () => {
  const one = await shown();
  await one.rehearse();
  expect(inputs('vinted.listings.prepare').map((input) => input.mode)).toEqual(['real', 'rehearsal']);
  expect(inputs('vinted.listings.publish')).toEqual([{ confirm_token: 'token-rehearsal-h1', dry_run: true }]);
});

test('content that changed since it was shown is shown again instead of rehearsed, and must be seen again', async () => {
  const one = await shown();
  hash = 'h2';
  await one.rehearse();
  expect(count('vinted.listings.publish')).toBe(0);
  expect(one.state.changed).toBe(true);
  expect(one.state.preview!.contentHash).toBe('h2');
  expect(one.barrier(NOW)).toBe('unseen');
});

test('content that changed and changed back must be seen again too: something else was on screen meanwhile', async () => {
  const one = await shown();
  hash = 'h2';
  await one.look();
  hash = 'h1';
  await one.look();
  expect(one.barrier(NOW)).toBe('unseen');
});

test('the same content, prepared again, stays seen and gets a new key', async () => {
  const one = await shown();
  await one.look();
  expect(one.state.changed).toBe(false);
  expect(one.barrier(NOW)).toBeNull();
  await one.publish();
  expect(inputs('vinted.listings.publish')[0]!.idempotency_key).toBe('key-2');
});

test('a stale token is said, and sends nothing more by itself', async () => {
  const one = await shown();
  answers['vinted.listings.publish'] = () => fail(appError('token_stale', { reach: 'none' }));
  await one.publish();
  expect(one.state.error?.code).toBe('token_stale');
  expect(one.state.phase).toBe('shown');
  expect(count('vinted.listings.prepare')).toBe(1);
  expect(one.barrier(NOW)).toBe('spent');
  await one.publish();
  expect(count('vinted.listings.publish')).toBe(1);
  await one.look();
  expect(one.barrier(NOW)).toBeNull();
});

test('a second window that lost the race follows the job that won', async () => {
  const one = await shown();
  answers['vinted.listings.publish'] = () => {
    queue.jobs = [job('processing', 'real', 'job-of-other-window')];
    return fail(appError('conflict'));
  };
  await one.publish();
  expect(one.state.phase).toBe('following');
  expect(one.state.jobId).toBe('job-of-other-window');
});

test('an answer lost with the worker: follows what started, else may be tried with the same token and key', async () => {
  const one = await shown();
  answers['vinted.listings.publish'] = () => fail(appError('worker_unreachable'));
  await one.publish();
  expect(one.state).toMatchObject({ phase: 'shown', sending: null, error: { code: 'worker_unreachable' } });
  answers['vinted.listings.publish'] = () => {
    queue.jobs = [job('queued')];
    return fail(appError('worker_unreachable'));
  };
  await one.publish();
  expect(one.state.phase).toBe('following');
  const [first, second] = inputs('vinted.listings.publish');
  expect(second).toEqual(first);
});

test('opening the page while a job of this draft runs shows the job, and prepares nothing', async () => {
  queue.jobs = [job('processing')];
  const one = flow();
  await one.open();
  expect(one.state.phase).toBe('following');
  expect(count('vinted.listings.prepare')).toBe(0);
});

test('a finished rehearsal is read once and stands beside a fresh preview of the same content, still seen', async () => {
  const one = await shown();
  answers['vinted.listings.publish'] = () => {
    queue.jobs = [job('processing', 'rehearsal')];
    return started();
  };
  await one.rehearse();
  expect(one.state).toMatchObject({ phase: 'following', rehearsal: null });
  queue = { ...queue, jobs: [], recent: [job('completed', 'rehearsal')] };
  await Promise.all([one.refresh(), one.refresh()]);
  await one.refresh();
  expect(count('publish.rehearsal')).toBe(1);
  expect(one.state).toMatchObject({
    phase: 'shown',
    changed: false,
    rehearsal: { job: { status: 'completed' } },
  });
  expect(one.barrier(NOW)).toBeNull();
});

test('a publication that ended stays on screen with its result', async () => {
  const one = await shown();
  await one.publish();
  queue = { ...queue, jobs: [], recent: [job('completed')] };
  await one.refresh();
  expect(one.state).toMatchObject({ phase: 'following', job: { status: 'completed' } });
});

test('a gate that blocks stands in place', async () => {
  answers['vinted.listings.prepare'] = () => fail(appError('gate_blocked', { params: { n: 2 } }));
  const one = flow();
  await one.open();
  expect(one.state).toMatchObject({ phase: 'shown', preview: null, error: { code: 'gate_blocked' } });
});
