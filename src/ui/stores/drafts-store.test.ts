import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../messaging/client.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok } from '../../shared/result.ts';
import { useDrafts } from './drafts-store.ts';

vi.mock('../../messaging/client.ts', () => ({ call: vi.fn() }));

/** A list of so many drafts, paged by number. */
function drafts(total: number) {
  vi.mocked(call).mockImplementation(async (_route, input) => {
    const { limit = 100, cursor } = input as { limit?: number; cursor?: string | null };
    const from = Number(cursor ?? 0);
    const rows = Array.from({ length: Math.min(limit, total - from) }, (_, index) => ({
      id: `d${from + index}`,
    }));
    const next = from + rows.length < total ? String(from + rows.length) : null;
    return ok({ drafts: rows, nextCursor: next, counts: { all: total, bin: 0 }, total }) as never;
  });
}
const asked = () => vi.mocked(call).mock.calls.map(([, input]) => (input as { limit: number }).limit);

beforeEach(() => {
  setActivePinia(createPinia());
  vi.mocked(call).mockReset();
});

describe('the list of drafts', () => {
  it('reads a page, then more, each row once', async () => {
    drafts(250);
    const list = useDrafts();
    await list.load();
    expect(list.rows).toHaveLength(100);
    await Promise.all([list.loadMore(), list.loadMore()]);
    expect(list.rows).toHaveLength(250);
    expect(new Set(list.rows.map((row) => row.id)).size).toBe(250);
    expect(list.hasMore).toBe(false);
  });

  it('reads again as far as it had come, in few and bounded questions', async () => {
    drafts(3000);
    const list = useDrafts();
    await list.load(1200);
    expect(asked()).toEqual([500, 500, 200]);
    expect(list.rows).toHaveLength(1200);
  });

  it('keeps showing what it has when the worker fails', async () => {
    drafts(3);
    const list = useDrafts();
    await list.load();
    vi.mocked(call).mockResolvedValue(fail(appError('worker_unreachable')));
    await list.load();
    expect(list.error?.code).toBe('worker_unreachable');
    expect(list.rows).toHaveLength(3);
  });

  it('shows the newest question, not the slowest answer', async () => {
    const list = useDrafts();
    let answerFirst = (_value: unknown) => {};
    vi.mocked(call).mockReturnValueOnce(new Promise((resolve) => (answerFirst = resolve as never)) as never);
    const slow = list.load();
    drafts(2);
    await list.load();
    answerFirst(ok({ drafts: [{ id: 'old' }], nextCursor: null, counts: { all: 9 }, total: 9 }));
    await slow;
    expect(list.rows.map((row) => row.id)).toEqual(['d0', 'd1']);
    expect(list.total).toBe(2);
  });

  it('selects one, a range, all, none', async () => {
    drafts(6);
    const list = useDrafts();
    await list.load();
    list.toggle('d4');
    list.selectRange('d4', 'd2');
    expect([...list.selected].sort()).toEqual(['d2', 'd3', 'd4']);
    list.toggle('d3');
    expect(list.selected.has('d3')).toBe(false);
    list.selectAll();
    expect(list.selected.size).toBe(6);
    list.clearSelection();
    expect(list.selected.size).toBe(0);
  });
});
