import { describe, expect, it } from 'vitest';
import { DRAFT_STATUSES, type DraftStatus } from './draft.ts';
import { canMove, contentLock, movesAfterGate } from './draft-status.ts';

/** Spec section 4, written out once more by hand: "pending ↔ ready · ready → prepared → ready …". */
const SPEC: [DraftStatus, DraftStatus][] = [
  ['pending', 'ready'],
  ['ready', 'pending'],
  ['ready', 'prepared'],
  ['prepared', 'ready'],
  ['prepared', 'published'],
  ['prepared', 'error'],
  ['prepared', 'manual'],
  ['error', 'pending'],
  ['error', 'ready'],
  ['manual', 'prepared'],
  ['manual', 'published'],
  ['manual', 'ready'],
];

describe('canMove', () => {
  it('allows the moves of the specification and no other', () => {
    const allowed = DRAFT_STATUSES.flatMap((from) =>
      DRAFT_STATUSES.filter((to) => canMove(from, to)).map((to) => `${from} ${to}`),
    );
    expect(allowed.sort()).toEqual(SPEC.map((move) => move.join(' ')).sort());
  });

  it('lets nothing out of published and nothing straight from pending into the queue', () => {
    expect(DRAFT_STATUSES.some((to) => canMove('published', to))).toBe(false);
    expect(canMove('pending', 'prepared')).toBe(false);
  });
});

describe('contentLock', () => {
  it.each([
    ['pending', false, null],
    ['ready', false, null],
    ['prepared', false, null],
    ['error', false, null],
    ['prepared', true, 'in_queue'],
    ['ready', true, 'in_queue'],
    ['manual', true, 'manual'],
    ['manual', false, 'manual'],
    ['published', false, 'published'],
  ] as const)('%s, unfinished job %s: %s', (status, locked, reason) => {
    expect(contentLock({ status, locked })).toBe(reason);
  });
});

describe('movesAfterGate', () => {
  it.each([
    ['pending', true, true, ['ready']],
    ['pending', false, true, []],
    ['ready', true, true, []],
    ['ready', false, false, ['pending']],
    ['prepared', true, false, []],
    ['prepared', true, true, ['ready']],
    ['prepared', false, true, ['ready', 'pending']],
    ['prepared', false, false, ['ready', 'pending']],
    ['error', true, false, []],
    ['error', true, true, ['ready']],
    ['error', false, true, ['pending']],
    ['manual', true, true, []],
    ['published', false, true, []],
  ] as const)('%s, passes %s, edited %s: %j', (status, publishReady, edited, moves) => {
    expect(movesAfterGate({ status, locked: false }, { publishReady, edited })).toEqual(moves);
    expect(movesAfterGate({ status, locked: true }, { publishReady, edited })).toEqual([]);
  });

  it('only makes moves of the table', () => {
    for (const status of DRAFT_STATUSES)
      for (const publishReady of [true, false])
        for (const edited of [true, false]) {
          let at: DraftStatus = status;
          for (const to of movesAfterGate({ status, locked: false }, { publishReady, edited })) {
            expect(canMove(at, to)).toBe(true);
            at = to;
          }
        }
  });
});
