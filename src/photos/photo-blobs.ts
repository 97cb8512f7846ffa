import Dexie, { type EntityTable } from 'dexie';
import type { PhotoBlobs } from './photo.ts';

const PHOTO_DATABASE = 'penderie-photos';

/** What a list of keys needs, apart from the bytes, so that a sweep never loads a photo. */
interface Entry {
  sha256: string;
  putAtMs: number;
  sizeBytes: number;
}
interface Full {
  sha256: string;
  blob: Blob;
}
/** Thumbnails are a few KB: as a buffer they lie in the record itself, where a Blob would be a file of its own. */
interface Thumbnail {
  sha256: string;
  bytes: ArrayBuffer;
  mime: string;
}

/**
 * Photo bytes in extension-origin IndexedDB, open to pages, their workers and the service worker. A `put` resolves
 * once the bytes are on disk (strict durability): the row that follows may rely on them.
 * @param now the wall clock in milliseconds
 */
export function openPhotoBlobs(
  name: string = PHOTO_DATABASE,
  now: () => number = Date.now,
): PhotoBlobs & { close(): void } {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' }) as Dexie & {
    entries: EntityTable<Entry, 'sha256'>;
    full: EntityTable<Full, 'sha256'>;
    thumbnails: EntityTable<Thumbnail, 'sha256'>;
  };
  database.version(1).stores({ entries: 'sha256, putAtMs', full: 'sha256', thumbnails: 'sha256' });
  const tables = [database.entries, database.full, database.thumbnails];

  return {
    async put(sha256, { full, thumbnail }) {
      const bytes = await thumbnail.arrayBuffer();
      await database.transaction('rw', tables, async () => {
        await database.full.put({ sha256, blob: full });
        await database.thumbnails.put({ sha256, bytes, mime: thumbnail.type });
        await database.entries.put({ sha256, putAtMs: now(), sizeBytes: full.size + bytes.byteLength });
      });
    },
    async full(sha256) {
      return (await database.full.get(sha256))?.blob ?? null;
    },
    async thumbnail(sha256) {
      const found = await database.thumbnails.get(sha256);
      return found ? new Blob([found.bytes], { type: found.mime }) : null;
    },
    async remove(sha256, putBeforeMs = Infinity) {
      return database.transaction('rw', tables, async () => {
        const entry = await database.entries.get(sha256);
        if (!entry || entry.putAtMs >= putBeforeMs) return false;
        await Promise.all(tables.map((table) => table.delete(sha256)));
        return true;
      });
    },
    keys: () => database.entries.toArray(),
    close: () => database.close(),
  };
}
