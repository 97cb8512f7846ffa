import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMPTY_LISTING_FIELDS, type Draft, type DraftPatch } from '../../drafts/draft.ts';
import type { call } from '../../messaging/client.ts';
import { appError, type AppError } from '../../shared/app-error.ts';
import { fail, ok } from '../../shared/result.ts';
import { createDraftEditing, SAVE_PAUSE_MS } from './draft-editing.ts';

const first: Draft = {
  id: 'd1',
  pieceId: null,
  accountId: 'local',
  title: 'Robe',
  description: '',
  priceCents: 0,
  currency: 'EUR',
  labels: { brand: null, size: null, color: null, category: null },
  listing: EMPTY_LISTING_FIELDS,
  piece: null,
  flags: null,
  status: 'pending',
  error: null,
  preparedUntil: null,
  locked: false,
  revision: 1,
  deletedAt: null,
  createdAt: '',
  updatedAt: '',
  photos: [],
  online: null,
};

/** A worker with one draft, as strict about revisions as the real one. */
function worker() {
  let draft = first;
  const patches: DraftPatch[] = [];
  const reads = { count: 0 };
  const saves = { now: 0, most: 0 };
  const gate: { wait: Promise<void>; refuse: AppError | null } = { wait: Promise.resolve(), refuse: null };
  const answer = async (route: string, input: unknown) => {
    if (route === 'drafts.get') {
      reads.count += 1;
      return ok(draft);
    }
    const { revision, patch } = input as { revision: number; patch: DraftPatch };
    saves.most = Math.max(saves.most, ++saves.now);
    await gate.wait;
    saves.now -= 1;
    if (gate.refuse) return fail(gate.refuse);
    if (revision !== draft.revision) return fail(appError('conflict_revision'));
    patches.push(patch);
    change(patch as Partial<Draft>);
    return ok(draft);
  };
  function change(changes: Partial<Draft>) {
    draft = { ...draft, ...changes, revision: draft.revision + 1 };
  }
  return { call: answer as typeof call, change, patches, reads, saves, gate, draft: () => draft };
}

async function opened() {
  const back = worker();
  const editing = createDraftEditing('d1', back.call);
  await editing.load();
  return { back, editing };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('saving', () => {
  it('waits for a pause in typing and saves only what changed, once', async () => {
    const { back, editing } = await opened();
    for (const title of ['R', 'Ro', 'Robe midi']) editing.set('title', title);
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS - 1);
    expect(back.patches).toEqual([]);
    expect(editing.state.value).toBe('dirty');
    await vi.advanceTimersByTimeAsync(1);
    expect(back.patches).toEqual([{ title: 'Robe midi' }]);
    expect(editing.state.value).toBe('saved');
  });

  it('saves what is typed during a save after it, in order', async () => {
    const { back, editing } = await opened();
    let release = () => {};
    back.gate.wait = new Promise((resolve) => (release = resolve));
    editing.set('title', 'Robe m');
    const saving = editing.save();
    editing.set('title', 'Robe midi');
    editing.set('priceCents', 4200);
    const leaving = editing.save();
    release();
    expect(await Promise.all([saving, leaving])).toEqual([true, true]);
    expect(back.saves.most).toBe(1);
    expect(back.patches).toEqual([{ title: 'Robe m' }, { title: 'Robe midi', priceCents: 4200 }]);
    expect(back.draft()).toMatchObject({ title: 'Robe midi', priceCents: 4200 });
  });

  it('keeps what is typed when the worker refuses, and saves it at the next try', async () => {
    const { back, editing } = await opened();
    back.gate.refuse = appError('storage_full');
    editing.set('title', 'Robe midi');
    expect(await editing.save()).toBe(false);
    expect(editing.state.value).toBe('failed');
    expect(editing.get('title')).toBe('Robe midi');
    back.gate.refuse = null;
    expect(await editing.save()).toBe(true);
    expect(back.draft().title).toBe('Robe midi');
  });
});

describe('changes from elsewhere', () => {
  it('go together with what is typed in another field, unseen', async () => {
    const { back, editing } = await opened();
    editing.set('title', 'Robe midi');
    back.change({ description: 'Neuve' });
    expect(await editing.save()).toBe(true);
    expect(back.draft()).toMatchObject({ title: 'Robe midi', description: 'Neuve' });
    expect(editing.get('description')).toBe('Neuve');
  });

  it('in the same field ask, and nothing is saved before the answer', async () => {
    const { back, editing } = await opened();
    editing.set('title', 'Robe midi');
    editing.set('priceCents', 4200);
    back.change({ title: 'Robe longue' });
    expect(await editing.save()).toBe(false);
    expect(editing.state.value).toBe('conflict');
    expect(editing.conflicts.value).toEqual([{ path: 'title', mine: 'Robe midi', theirs: 'Robe longue' }]);
    expect(back.patches).toEqual([]);

    editing.resolve('title', 'mine');
    await vi.runAllTimersAsync();
    expect(back.draft()).toMatchObject({ title: 'Robe midi', priceCents: 4200 });
  });

  it('can be taken instead of what was typed', async () => {
    const { back, editing } = await opened();
    editing.set('title', 'Robe midi');
    back.change({ title: 'Robe longue' });
    editing.noticeChange();
    await vi.advanceTimersByTimeAsync(0);
    expect(editing.state.value).toBe('conflict');
    editing.resolve('title', 'theirs');
    await vi.runAllTimersAsync();
    expect(editing.get('title')).toBe('Robe longue');
    expect(back.patches).toEqual([]);
  });

  it('that came during our save are read after it', async () => {
    const { back, editing } = await opened();
    let release = () => {};
    back.gate.wait = new Promise((resolve) => (release = resolve));
    editing.set('title', 'Robe midi');
    const saving = editing.save();
    editing.noticeChange();
    expect(back.reads.count).toBe(1);
    release();
    await saving;
    expect(back.reads.count).toBe(2);
  });
});

it('is locked while a job holds the draft, in the bin and once published', async () => {
  const { back, editing } = await opened();
  expect(editing.lock.value).toBeNull();
  for (const [change, lock] of [
    [{ locked: true }, 'in_queue'],
    [{ status: 'published' }, 'published'],
    [{ deletedAt: '2026-11-21T00:00:00.000Z' }, 'bin'],
  ] as const) {
    back.change(change);
    await editing.load();
    expect(editing.lock.value).toBe(lock);
  }
});
