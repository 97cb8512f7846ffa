import { defineStore } from 'pinia';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { call } from '../../messaging/client.ts';
import type { RouteOutput } from '../../messaging/routes.ts';
import type { DraftSummary } from '../../drafts/draft.ts';
import type { AppError } from '../../shared/app-error.ts';
import { useWorkerEvents } from '../composables/worker-events.ts';
import { useQueue } from '../queue/queue-store.ts';
import { recallPopup, rememberPopup, type PopupTab } from './popup-cache.ts';

const PAGE = 100;
const MOST = 500;
const TYPING_MS = 120;
const SETTLE_MS = 60;

/**
 * What the popup shows: first what it showed last time, in the same turn, then what the worker says, kept live.
 * A list that grew by scrolling keeps its length when it is read again.
 */
export const usePopup = defineStore('popup', () => {
  const memory = recallPopup(localStorage);
  const queue = useQueue();

  const overview = shallowRef<RouteOutput<'overview'> | null>(memory.overview);
  const drafts = shallowRef<DraftSummary[]>(memory.drafts);
  const total = ref(memory.total);
  const tab = ref<PopupTab>(memory.tab);
  const text = ref('');
  const error = shallowRef<AppError | null>(null);
  /** False while only the memory is on screen. */
  const live = ref(false);
  const loadingMore = ref(false);
  let cursor: string | null = null;
  let newest = 0;

  if (memory.overview && !queue.view) queue.view = memory.overview.queue;

  async function loadOverview() {
    const answer = await call('overview', {});
    if (!answer.ok) {
      error.value = answer.error;
      return;
    }
    overview.value = answer.value;
    queue.view = answer.value.queue;
    error.value = null;
    remember();
  }

  async function loadDrafts() {
    const mine = ++newest;
    const limit = live.value ? Math.min(MOST, Math.max(PAGE, drafts.value.length)) : PAGE;
    const answer = await call('drafts.list', { status: tab.value, text: text.value.trim(), limit });
    if (mine !== newest) return;
    if (!answer.ok) {
      error.value = answer.error;
      return;
    }
    drafts.value = answer.value.drafts;
    total.value = answer.value.total;
    cursor = answer.value.nextCursor;
    // From here on the rows are the worker's own: what the benchmark calls interactive.
    if (!live.value) performance.mark('popup.live');
    live.value = true;
    error.value = null;
    remember();
  }

  async function loadMore() {
    if (!cursor || loadingMore.value) return;
    loadingMore.value = true;
    const mine = newest;
    const answer = await call('drafts.list', {
      status: tab.value,
      text: text.value.trim(),
      cursor,
      limit: PAGE,
    });
    loadingMore.value = false;
    if (mine !== newest || !answer.ok) return;
    const known = new Set(drafts.value.map((draft) => draft.id));
    drafts.value = [...drafts.value, ...answer.value.drafts.filter((draft) => !known.has(draft.id))];
    cursor = answer.value.nextCursor;
  }

  function load() {
    return Promise.all([loadOverview(), loadDrafts()]);
  }

  function remember() {
    if (text.value.trim()) return;
    rememberPopup(localStorage, {
      overview: overview.value,
      drafts: drafts.value,
      total: total.value,
      tab: tab.value,
    });
  }

  // Several changes of one moment are read once.
  let settling: ReturnType<typeof setTimeout> | undefined;
  useWorkerEvents(
    ['drafts.changed', 'photos.changed', 'queue.changed', 'listings.changed', 'account.changed'],
    () => {
      clearTimeout(settling);
      settling = setTimeout(() => void load(), SETTLE_MS);
    },
  );
  let typing: ReturnType<typeof setTimeout> | undefined;
  watch(text, () => {
    clearTimeout(typing);
    typing = setTimeout(() => void loadDrafts(), TYPING_MS);
  });
  watch(tab, () => void loadDrafts());
  onScopeDispose(() => {
    clearTimeout(settling);
    clearTimeout(typing);
  });

  return {
    overview,
    drafts,
    total,
    tab,
    text,
    error,
    live,
    counts: computed(() => overview.value?.counts ?? null),
    account: computed(() => overview.value?.account ?? null),
    load,
    loadMore,
  };
});
