import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { openPhotosOf } from '../../photos/photo-databases.ts';
import type { PhotoBlobs } from '../../photos/photo.ts';
import { objectUrls } from './object-urls.ts';
import { datasetOfPhotos } from './page-account.ts';

const opened = new Map<string, PhotoBlobs>();
async function photos(): Promise<PhotoBlobs> {
  const id = await datasetOfPhotos();
  const blobs = opened.get(id) ?? openPhotosOf(id);
  opened.set(id, blobs);
  return blobs;
}

const thumbnails = objectUrls(async (sha256) => (await photos()).thumbnail(sha256));
const fulls = objectUrls(async (sha256) => (await photos()).full(sha256), URL, 6);

export type PhotoUrlState = { url: string | null; missing: boolean };

/**
 * The address of a photo's bytes, for an `img`: its thumbnail, or the whole photo. `missing` once it is known that this
 * browser has no such bytes.
 */
export function usePhotoUrl(
  sha256: MaybeRefOrGetter<string | null>,
  size: 'thumbnail' | 'full' = 'thumbnail',
) {
  const source = size === 'full' ? fulls : thumbnails;
  const state = shallowRef<PhotoUrlState>({ url: null, missing: false });
  let held: string | null = null;

  function letGo() {
    if (held) source.release(held);
    held = null;
  }

  watch(
    () => toValue(sha256),
    async (wanted) => {
      letGo();
      state.value = { url: null, missing: false };
      if (!wanted) return;
      held = wanted;
      const url = await source.acquire(wanted).catch(() => null);
      if (held === wanted) state.value = { url, missing: url === null };
    },
    { immediate: true },
  );
  onScopeDispose(letGo);
  return state;
}
