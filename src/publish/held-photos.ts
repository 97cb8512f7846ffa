import type { Reader } from '../store/store.ts';
import { queueRepository } from './queue-repository.ts';

/** Ids of the photos that an unfinished job of the account refers to: nobody may erase them. */
export function heldPhotos(reader: Reader, accountId: string): string[] {
  const open = queueRepository(accountId).open(reader);
  return [...new Set(open.flatMap((job) => job.context.photos.map((photo) => photo.photoId)))];
}
