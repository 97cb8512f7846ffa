import type { Reader } from '../store/store.ts';
import { photoRepository, type PhotoUse } from './photo-repository.ts';

/** These photos by id, those in the bin too; erased ones are left out. */
export function photosByIds(
  reader: Reader,
  accountId: string,
  ids: readonly string[],
): Map<string, PhotoUse> {
  const photos = photoRepository(accountId);
  return new Map(ids.flatMap((id) => photos.find(reader, id) ?? []).map((photo) => [photo.photoId, photo]));
}
