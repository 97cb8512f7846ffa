import { nextTick, watch, type Ref } from 'vue';
import type { DraftSummary } from '../../drafts/draft.ts';
import { stepCursor, type ListShape } from './list-window.ts';
import type { useListWindow } from './use-list-window.ts';

/** Room under the sticky head and filters. */
const HEAD_PX = 106;
/** Rows left below when the next page is asked for. */
const SPARE_ITEMS = 40;

/**
 * The keyboard's place in a list that is only partly drawn: moving scrolls, then puts the focus on the row's link, so
 * that readers hear it and Enter opens it.
 */
export function useListCursor(
  list: ReturnType<typeof useListWindow> & { root: Ref<HTMLElement | null> },
  rows: () => readonly DraftSummary[],
  cursor: Ref<string | null>,
  onNearEnd: () => void,
) {
  const indexOf = (id: string | null) => rows().findIndex((row) => row.id === id);

  async function move(step: Parameters<typeof stepCursor>[1]): Promise<void> {
    const shape: Pick<ListShape, 'count' | 'columns'> = list.shape.value;
    const index = stepCursor(indexOf(cursor.value), step, shape);
    const row = rows()[index];
    if (!row) return;
    cursor.value = row.id;
    list.reveal(index, HEAD_PX);
    // The scroll decides what is drawn: two turns until the row is there.
    await nextTick();
    await new Promise(requestAnimationFrame);
    list.root.value
      ?.querySelector<HTMLElement>(`[data-draft-id="${CSS.escape(row.id)}"] a[data-open]`)
      ?.focus({ preventScroll: true });
  }

  watch(
    () => [list.window.value.end, rows().length] as const,
    ([end, count]) => {
      if (end + SPARE_ITEMS >= count) onNearEnd();
    },
  );

  return { move };
}
