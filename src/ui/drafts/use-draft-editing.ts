import { onBeforeUnmount, onMounted } from 'vue';
import { call } from '../../messaging/client.ts';
import { useWorkerEvents } from '../composables/worker-events.ts';
import { createDraftEditing, type DraftEditing } from './draft-editing.ts';

/** A draft open in this page: read now and at each change of it, saved on leaving a field, the editor or the page. */
export function useDraftEditing(id: string): DraftEditing {
  const editing = createDraftEditing(id, call);

  useWorkerEvents(['drafts.changed'], (events) => {
    if (events.some((event) => event.ids.length === 0 || event.ids.includes(id))) editing.noticeChange();
  });

  const leave = () => void editing.save();
  onMounted(() => {
    void editing.load();
    window.addEventListener('pagehide', leave);
    window.addEventListener('focusout', leave);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('focusout', leave);
    leave();
  });

  return editing;
}
