import { ref, shallowRef } from 'vue';
import { call } from '../../messaging/client.ts';
import { PHOTO_LIMITS } from '../../photos/photo.ts';
import { appError, type AppError } from '../../shared/app-error.ts';
import { useToast } from '../composables/use-toast.ts';
import { useTranslate } from '../composables/use-translate.ts';
import { useGoTo } from '../queue/places.ts';
import { usePhotoIntake } from '../stores/photo-intake.ts';

/** Refuses a handful that would be more than Vinted takes: all of it, so that nobody has to guess which ones are in. */
export function tooManyPhotos(there: number, more: number): AppError | null {
  return there + more > PHOTO_LIMITS.perDraft
    ? appError('photo_limit', { params: { n: there + more } })
    : null;
}

/** What can be done to drafts from a list or an editor, with its toast, its undo and its error. */
export function useDraftActions() {
  const { t } = useTranslate();
  const toast = useToast();
  const intake = usePhotoIntake();
  const goTo = useGoTo();
  const error = shallowRef<AppError | null>(null);
  const creating = ref(false);

  /** Makes a draft, with photos if there are any, and opens it. A second press while it is made is none. */
  async function create(photos: File[] = []): Promise<void> {
    if (creating.value) return;
    error.value = tooManyPhotos(0, photos.length);
    if (error.value) return;
    creating.value = true;
    const result = await call('drafts.create', {});
    creating.value = false;
    if (!result.ok) {
      error.value = result.error;
      return;
    }
    void intake.add(result.value.id, photos);
    goTo('drafts', result.value.id);
  }

  /** @returns the copy's id */
  async function duplicate(id: string): Promise<string | null> {
    const result = await call('drafts.duplicate', { id });
    error.value = result.ok ? null : result.error;
    if (!result.ok) return null;
    const copy = result.value.id;
    toast.show({
      text: t('drafts.duplicated'),
      undo: async () => void (await call('drafts.bin', { ids: [copy] })),
    });
    return copy;
  }

  /** @returns those that are in the bin now */
  async function bin(ids: string[]): Promise<string[]> {
    const result = await call('drafts.bin', { ids });
    error.value = result.ok ? null : result.error;
    if (!result.ok) return [];
    const { done, skipped } = result.value;
    const queued = skipped.filter(({ reason }) => reason === 'in_queue').length;
    const text = [
      ...(done.length > 0 ? [t('drafts.binned', { count: done.length })] : []),
      ...(queued > 0 ? [t('drafts.binSkipped', { count: queued })] : []),
    ].join(' ');
    if (text) toast.show({ text, undo: done.length > 0 ? () => restore(done) : undefined });
    return done;
  }

  async function restore(ids: string[]): Promise<void> {
    const result = await call('drafts.restore', { ids });
    error.value = result.ok ? null : result.error;
  }

  return { error, creating, create, duplicate, bin, restore };
}
