import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { openPhotoBlobs } from '../../photos/photo-blobs.ts';
import type { PhotoBlobs } from '../../photos/photo.ts';
import { objectUrls } from './object-urls.ts';

let blobs: PhotoBlobs | undefined;
const open = () => (blobs ??= openPhotoBlobs());

const thumbnails = objectUrls((sha256) => open().thumbnail(sha256));
const fulls = objectUrls((sha256) => open().full(sha256), URL, 6);

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
