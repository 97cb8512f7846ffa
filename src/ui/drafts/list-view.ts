import { ref, watch, type Ref } from 'vue';

export type ListView = 'grid' | 'table';
const KEY = 'penderie.drafts.view';

/** Grid or table, as last chosen on this machine. */
export function useListView(): Ref<ListView> {
  const view = ref<ListView>(localStorage.getItem(KEY) === 'table' ? 'table' : 'grid');
  watch(view, (chosen) => localStorage.setItem(KEY, chosen));
  return view;
}
