import { ref, watch } from 'vue';
import type { Draft } from '../../drafts/draft.ts';
import { call } from '../../messaging/client.ts';
import type { DraftPhoto } from '../../photos/photo.ts';
import type { AppError } from '../../shared/app-error.ts';
import { useToast } from '../composables/use-toast.ts';
import { useTranslate } from '../composables/use-translate.ts';
import { moved } from './photo-order.ts';

/**
 * The photos of a draft as the page shows them while they are moved and removed: at once here, then at the worker, whose
 * answer counts. Each move is also said in words.
 */
export function usePhotoOrder(draft: () => Draft, onChanged: () => void) {
  const { t } = useTranslate();
  const toast = useToast();
  const photos = ref<DraftPhoto[]>(draft().photos);
  /** The photo held by the pointer. */
  const heldId = ref<string | null>(null);
  const said = ref('');
  const error = ref<AppError | null>(null);

  watch(
    () => draft().photos,
    (saved) => {
      if (heldId.value === null) photos.value = saved;
    },
  );

  const idsOf = (list: readonly DraftPhoto[]) => list.map((photo) => photo.photoId);

  async function saveOrder(): Promise<void> {
    const result = await call('photos.order', { draftId: draft().id, photoIds: idsOf(photos.value) });
    error.value = result.ok ? null : result.error;
    photos.value = result.ok ? result.value.photos : draft().photos;
    onChanged();
  }

  /** @returns whether it could be moved there; the order is saved meanwhile */
  function move(from: number, to: number): boolean {
    if (to < 0 || to >= photos.value.length) return false;
    photos.value = moved(photos.value, from, to);
    said.value = t('editor.photoMoved', { name: from + 1, n: to + 1, total: photos.value.length });
    void saveOrder();
    return true;
  }

  function hold(event: DragEvent, photo: DraftPhoto): void {
    heldId.value = photo.photoId;
    if (!event.dataTransfer) return;
    event.dataTransfer.setData('text/plain', String(photo.position + 1));
    event.dataTransfer.effectAllowed = 'move';
  }

  /** The others make room while one is held above them. */
  function holdAbove(event: DragEvent, index: number): void {
    if (heldId.value === null) return;
    event.preventDefault();
    const from = photos.value.findIndex((photo) => photo.photoId === heldId.value);
    if (from !== index) photos.value = moved(photos.value, from, index);
  }

  async function letGo(): Promise<void> {
    if (heldId.value === null) return;
    const index = photos.value.findIndex((photo) => photo.photoId === heldId.value);
    heldId.value = null;
    if (idsOf(photos.value).join() === idsOf(draft().photos).join()) return;
    said.value = t('editor.photoPlaced', { n: index + 1, total: photos.value.length });
    await saveOrder();
  }

  /** @returns whether it is gone; it can be brought back for a while */
  async function remove(photo: DraftPhoto, index: number): Promise<boolean> {
    const result = await call('photos.remove', { photoId: photo.photoId });
    error.value = result.ok ? null : result.error;
    if (!result.ok) return false;
    photos.value = photos.value.filter((other) => other.photoId !== photo.photoId);
    onChanged();
    toast.show({
      text: t('editor.photoRemoved', { n: index + 1 }),
      undo: async () => {
        const restored = await call('photos.restore', { photoId: photo.photoId });
        error.value = restored.ok ? null : restored.error;
        onChanged();
      },
    });
    return true;
  }

  return { photos, heldId, said, error, move, hold, holdAbove, letGo, remove };
}
