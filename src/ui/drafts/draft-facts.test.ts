import { describe, expect, it } from 'vitest';
import type { DraftSummary } from '../../drafts/draft.ts';
import type { JobView } from '../../publish/job.ts';
import { rowState } from './draft-facts.ts';

const NOW = Date.parse('2026-11-21T14:00:00.000Z');
const draft = (changes: Partial<DraftSummary>) =>
  ({ status: 'ready', blockers: 0, locked: false, ...changes }) as DraftSummary;
const job = (changes: Partial<JobView>) =>
  ({ status: 'processing', stage: 'photos', photosDone: 2, photosTotal: 7, ...changes }) as JobView;

describe('rowState', () => {
  it('shows the job while it holds the draft, with the photo being sent', () => {
    expect(rowState(draft({ locked: true }), job({}), NOW)).toEqual({
      kind: 'job',
      status: 'processing',
      photo: { n: 3, total: 7 },
    });
    expect(rowState(draft({ locked: true }), job({ photosDone: 7 }), NOW)).toMatchObject({
      photo: { n: 7, total: 7 },
    });
    expect(rowState(draft({ locked: true }), job({ stage: 'create' }), NOW)).toMatchObject({ photo: null });
  });

  it('shows the draft once nothing holds it any more', () => {
    expect(rowState(draft({ status: 'published' }), job({}), NOW)).toMatchObject({
      kind: 'draft',
      status: 'published',
    });
  });

  it('counts what is missing and the minutes a confirmation still lives', () => {
    expect(rowState(draft({ status: 'pending', blockers: 2 }), undefined, NOW)).toMatchObject({
      count: 2,
      minutes: null,
    });
    expect(rowState(draft({ status: 'ready', blockers: 2 }), undefined, NOW)).toMatchObject({ count: null });
    const prepared = draft({ status: 'prepared', preparedUntil: '2026-11-21T14:23:10.000Z' });
    expect(rowState(prepared, undefined, NOW)).toMatchObject({ minutes: 24 });
  });
});
