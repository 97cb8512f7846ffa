import { describe, expect, test } from 'vitest';
import type { TransportOutcome } from '../vinted/transport.ts';
import { keptAnswers } from './kept-answers.ts';

const answer = (body: string): TransportOutcome => ({ kind: 'answer', status: 200, headers: {}, body });

describe('kept answers', () => {
  test('are bounded: the oldest is let go, and its id stays used', async () => {
    const kept = keptAnswers();
    let made = 0;
    const make = () => Promise.resolve(answer(String(made++)));
    for (let n = 0; n < 70; n++) await kept.once(`id-${n}`, make);
    expect(await kept.recall('id-0')).toEqual({ kind: 'lost' });
    expect(await kept.once('id-0', make)).toEqual({ kind: 'no_answer', reason: 'lost' });
    expect(await kept.recall('id-69')).toEqual({ kind: 'outcome', outcome: answer('69') });
    expect(made).toBe(70);
  });

  test('one on its way is never let go, nor acknowledged away', async () => {
    const kept = keptAnswers();
    let release!: (outcome: TransportOutcome) => void;
    const slow = kept.once('slow', () => new Promise((resolve) => (release = resolve)));
    kept.acknowledge('slow');
    for (let n = 0; n < 70; n++) await kept.once(`id-${n}`, () => Promise.resolve(answer('')));
    const recalled = kept.recall('slow');
    release(answer('late'));
    expect(await slow).toEqual(answer('late'));
    expect(await recalled).toEqual({ kind: 'outcome', outcome: answer('late') });
  });

  test('a bug while making it leaves nobody able to tell', async () => {
    const kept = keptAnswers();
    const outcome = await kept.once('a', () => Promise.reject(new Error('bug')));
    expect(outcome).toEqual({ kind: 'no_answer', reason: 'lost' });
  });
});
