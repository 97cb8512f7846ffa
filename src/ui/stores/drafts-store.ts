import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { DraftCounts, DraftSummary } from '../../drafts/draft.ts';
import { call } from '../../messaging/client.ts';
import type { RouteInput } from '../../messaging/routes.ts';
import type { AppError } from '../../shared/app-error.ts';
import { onWorkerEvents } from '../composables/worker-events.ts';

type ListQuery = RouteInput<'drafts.list'>;
export type DraftTab = NonNullable<ListQuery['status']>;
export type DraftSort = NonNullable<ListQuery['sort']>;

const PAGE = 100;
const LARGEST_PAGE = 500;
const CALM_MS = 150;
const TYPING_PAUSE_MS = 160;

/** The list of drafts as filtered, sorted and scrolled so far, and what is selected in it. */
export const useDrafts = defineStore('drafts', () => {
  const query = reactive({ status: 'all' as DraftTab, text: '', sort: 'relevance' as DraftSort });
  const rows = shallowRef<DraftSummary[]>([]);
  const counts = shallowRef<DraftCounts | null>(null);
  const total = ref(0);
  const moreThanTotal = ref(false);
  const cursor = ref<string | null>(null);
  const loaded = ref(false);
  const error = shallowRef<AppError | null>(null);
  const selected = ref(new Set<string>());
  let asked = 0;
  let loadingMore = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = (limit: number, from: string | null) => call('drafts.list', { ...query, limit, cursor: from });

  /** Reads again from the top, as far as the list had come. */
  async function load(upTo = PAGE): Promise<void> {
    const mine = ++asked;
    const found: DraftSummary[] = [];
    let next: string | null = null;
    do {
      const result = await ask(Math.min(LARGEST_PAGE, upTo - found.length), next);
      if (mine !== asked) return;
      loaded.value = true;
      if (!result.ok) {
        error.value = result.error;
        return;
      }
      found.push(...result.value.drafts);
      next = result.value.nextCursor;
      counts.value = result.value.counts;
      total.value = result.value.total;
      moreThanTotal.value = result.value.moreThanTotal;
    } while (next !== null && found.length < upTo);
    rows.value = found;
    cursor.value = next;
    error.value = null;
  }

  async function loadMore(): Promise<void> {
    if (cursor.value === null || loadingMore) return;
    const mine = asked;
    loadingMore = true;
    const result = await ask(2 * PAGE, cursor.value);
    loadingMore = false;
    if (mine !== asked || !result.ok) return;
    const known = new Set(rows.value.map((row) => row.id));
    rows.value = [...rows.value, ...result.value.drafts.filter((row) => !known.has(row.id))];
    cursor.value = result.value.nextCursor;
    total.value = result.value.total;
    moreThanTotal.value = result.value.moreThanTotal;
  }

  function loadSoon(waitMs: number, upTo: () => number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void load(upTo()), waitMs);
  }

  /** Keeps the list fresh until the returned function is called. */
  function watchWorker(): () => void {
    void load(Math.max(PAGE, rows.value.length));
    const stop = onWorkerEvents(['drafts.changed'], () =>
      loadSoon(CALM_MS, () => Math.max(PAGE, rows.value.length)),
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }

  watch(
    () => [query.status, query.sort],
    () => {
      selected.value = new Set();
      void load();
    },
  );
  watch(
    () => query.text,
    () => loadSoon(TYPING_PAUSE_MS, () => PAGE),
  );

  function toggle(id: string): void {
    const next = new Set(selected.value);
    if (!next.delete(id)) next.add(id);
    selected.value = next;
  }

  function selectRange(fromId: string, toId: string): void {
    const ids = rows.value.map((row) => row.id);
    const [from, to] = [ids.indexOf(fromId), ids.indexOf(toId)].sort((a, b) => a - b);
    if (from === undefined || to === undefined || from < 0) return;
    selected.value = new Set([...selected.value, ...ids.slice(from, to + 1)]);
  }

  const clearSelection = () => (selected.value = new Set());
  const selectAll = () => (selected.value = new Set(rows.value.map((row) => row.id)));
  const filtered = computed(() => query.status !== 'all' || query.text.trim() !== '');
  /** Nothing at all, not even in the bin: the first time. */
  const untouched = computed(() => loaded.value && !filtered.value && counts.value?.all === 0);

  return {
    query,
    rows,
    counts,
    total,
    moreThanTotal,
    loaded,
    error,
    selected,
    filtered,
    untouched,
    hasMore: computed(() => cursor.value !== null),
    load,
    loadMore,
    watchWorker,
    toggle,
    selectRange,
    clearSelection,
    selectAll,
  };
});
