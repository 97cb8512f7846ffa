import type { Reader } from '../store/store.ts';
import { photoRepository } from './photo-repository.ts';

/** How many photos an account has in use, and the bytes of their contents (thumbnails not counted). */
export function photoUsage(reader: Reader, accountId: string): { count: number; bytes: number } {
  return photoRepository(accountId).usage(reader);
}
