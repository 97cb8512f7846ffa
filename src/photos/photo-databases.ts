import Dexie from 'dexie';
import { FIRST_DATASET } from '../accounts/account-id.ts';
import { openPhotoBlobs } from './photo-blobs.ts';

/** Where the photos lay before each account had a place of its own; they belong to the dataset of that time. */
const FIRST_PLACE = 'penderie-photos';

/**
 * The IndexedDB database that holds the photo bytes of one dataset. A database each: no query and no sweep of one can
 * reach another's, and an account's photos are dropped whole.
 */
export function photoDatabaseOf(datasetId: string): string {
  return datasetId === FIRST_DATASET ? FIRST_PLACE : `${FIRST_PLACE}-${datasetId}`;
}

/** The photo bytes of one dataset, for pages, their workers and the service worker. */
export function openPhotosOf(datasetId: string): ReturnType<typeof openPhotoBlobs> {
  return openPhotoBlobs(photoDatabaseOf(datasetId));
}

/** How many photos lie there, and the bytes they take with their thumbnails. */
export async function sizeOfPhotos(datasetId: string): Promise<{ count: number; bytes: number }> {
  if (!(await Dexie.exists(photoDatabaseOf(datasetId)))) return { count: 0, bytes: 0 };
  const blobs = openPhotosOf(datasetId);
  try {
    const entries = await blobs.keys();
    return { count: entries.length, bytes: entries.reduce((sum, entry) => sum + entry.sizeBytes, 0) };
  } finally {
    blobs.close();
  }
}

/** Drops all of it. Open pages let go of their connections by themselves. */
export async function removePhotosOf(datasetId: string): Promise<void> {
  await Dexie.delete(photoDatabaseOf(datasetId));
}

/** The datasets that have photos in this browser. */
export async function photoDatasets(): Promise<string[]> {
  const names = await Dexie.getDatabaseNames();
  return names.flatMap((name) => {
    if (name === FIRST_PLACE) return [FIRST_DATASET];
    return name.startsWith(`${FIRST_PLACE}-`) ? [name.slice(FIRST_PLACE.length + 1)] : [];
  });
}
