import { expect, test } from 'vitest';
import type { JobView, QueueView } from '../../publish/job.ts';
import { appError } from '../../shared/app-error.ts';
import { canCancel, photoState, reachOf, stagesOf } from './job-progress.ts';
import { minutesLeft, nextSlot, paceTape } from './pace-tape.ts';
import { jobOfDraft, resumeFrom, standingOf, waitingJobs } from './queue-standing.ts';

const job = (rest: Partial<JobView>): JobView =>
  ({
    id: 'j',
    draftId: 'd',
    mode: 'real',
    status: 'queued',
    stage: 'waiting',
    photosDone: 0,
    photosTotal: 3,
    error: null,
    createSent: false,
    ...rest,
  }) as JobView;
const view = (rest: Partial<QueueView>): QueueView => ({
  panic: false,
  paused: false,
  halt: null,
  pace: { nextAt: null, today: { used: 0, limit: 15 }, hour: { used: 0, limit: 4 }, firstWeek: false },
  jobs: [],
  recent: [],
  ...rest,
});
const halt = { error: appError('challenge'), since: '2026-11-21T10:00:00.000Z', resumeAfter: null };

test('panic hides everything else, then the halt, then what only the seller can tell, then what runs', () => {
  const running = job({ id: 'run', status: 'processing' });
  const unknown = job({ id: 'unknown', status: 'unknown', error: appError('outcome_unknown') });
  expect(standingOf(view({ panic: true, halt, jobs: [running] })).kind).toBe('panic');
  expect(standingOf(view({ halt, jobs: [running] })).kind).toBe('halt');
  expect(standingOf(view({ jobs: [running, unknown] }))).toMatchObject({
    kind: 'trouble',
    job: { id: 'unknown' },
  });
  expect(standingOf(view({ jobs: [running] }))).toMatchObject({ kind: 'running', job: { id: 'run' } });
  expect(standingOf(view({ paused: true, jobs: [job({})] })).kind).toBe('paused');
  expect(standingOf(view({ jobs: [job({})] })).kind).toBe('waiting');
  expect(standingOf(view({})).kind).toBe('empty');
});

test('a halt names the job that brought it', () => {
  const paused = job({ id: 'a', status: 'paused', error: appError('network') });
  const manual = job({ id: 'b', status: 'manual', error: appError('challenge') });
  expect(standingOf(view({ halt, jobs: [paused, manual] }))).toMatchObject({ job: { id: 'b' } });
  expect(standingOf(view({ halt, jobs: [job({})] }))).toMatchObject({ job: null });
});

test('an unfinished job of a draft goes before a finished one', () => {
  const jobs = [job({ id: 'new', status: 'queued' })];
  const recent = [job({ id: 'old', status: 'completed' })];
  expect(jobOfDraft(view({ jobs, recent }), 'd')?.id).toBe('new');
  expect(jobOfDraft(view({ recent }), 'd')?.id).toBe('old');
  expect(jobOfDraft(view({ recent }), 'other')).toBeNull();
});

test('what waits are the queued and the paused without a failure', () => {
  const jobs = [
    job({ id: 'run', status: 'processing' }),
    job({ id: 'q', status: 'queued' }),
    job({ id: 'p', status: 'paused' }),
    job({ id: 'stuck', status: 'paused', error: appError('network') }),
    job({ id: 'm', status: 'manual' }),
  ];
  expect(waitingJobs(view({ jobs })).map((one) => one.id)).toEqual(['q', 'p']);
});

test('a halt that names a time holds until then', () => {
  const waiting = view({ halt: { ...halt, resumeAfter: '2026-11-21T10:15:00.000Z' } });
  expect(resumeFrom(waiting, Date.parse('2026-11-21T10:14:59.000Z'))).toBe('2026-11-21T10:15:00.000Z');
  expect(resumeFrom(waiting, Date.parse('2026-11-21T10:15:00.000Z'))).toBeNull();
});

test('stages and photos say what is behind and what is on its way', () => {
  const sending = job({ status: 'processing', stage: 'photos', photosDone: 1 });
  expect(stagesOf(sending).map((one) => one.state)).toEqual(['done', 'now', 'todo', 'todo']);
  expect([0, 1, 2].map((i) => photoState(sending, i))).toEqual(['sent', 'sending', 'waiting']);
  // A paused job sends nothing.
  expect(photoState({ ...sending, status: 'paused' }, 1)).toBe('waiting');
  expect(stagesOf(job({ stage: 'done' })).every((one) => one.state === 'done')).toBe(true);
});

test('where Vinted stands: nothing before the create, perhaps after it, never in a rehearsal', () => {
  expect(reachOf(job({ status: 'processing' }))).toBe('none');
  expect(reachOf(job({ status: 'processing', createSent: true }))).toBe('maybe');
  expect(reachOf(job({ status: 'unknown', createSent: true }))).toBe('maybe');
  expect(reachOf(job({ status: 'completed', createSent: true }))).toBe('sent');
  expect(reachOf(job({ status: 'completed', mode: 'rehearsal', createSent: true }))).toBe('none');
  // Refused in due form: the create left, but nothing is online.
  expect(
    reachOf(
      job({ status: 'failed', createSent: true, error: appError('vinted_rejected', { reach: 'none' }) }),
    ),
  ).toBe('none');
});

test('a job can be called off until its create may have left', () => {
  expect(canCancel(job({ status: 'processing' }))).toBe(true);
  expect(canCancel(job({ status: 'processing', createSent: true }))).toBe(false);
  expect(canCancel(job({ status: 'unknown', createSent: true }))).toBe(false);
  expect(canCancel(job({ status: 'completed' }))).toBe(false);
});

test('the tape of the day counts publications, not rehearsals', () => {
  const jobs = [
    job({ status: 'processing' }),
    job({}),
    job({ mode: 'rehearsal' }),
    job({ status: 'manual' }),
  ];
  expect(paceTape({ used: 2, limit: 6 }, jobs)).toEqual(['done', 'done', 'live', 'waiting', 'free', 'free']);
});

test('a slot that has passed is now', () => {
  const pace = view({}).pace;
  const at = { ...pace, nextAt: '2026-11-21T10:00:00.000Z' };
  expect(nextSlot(at, Date.parse('2026-11-21T09:59:00.000Z'))).toBe(at.nextAt);
  expect(nextSlot(at, Date.parse('2026-11-21T10:00:00.000Z'))).toBeNull();
  // Told by a worker whose clock is a moment ahead of what the page last looked at.
  expect(nextSlot(at, Date.parse('2026-11-21T09:59:58.000Z'))).toBeNull();
  expect(minutesLeft(at.nextAt, Date.parse('2026-11-21T09:58:30.000Z'))).toBe(2);
  expect(minutesLeft(at.nextAt, Date.parse('2026-11-21T11:00:00.000Z'))).toBe(0);
});
