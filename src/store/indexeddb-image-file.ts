import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import { openRecord, recordOf } from './image-file.ts';
import type { ImageFile, ImageRecord } from './image-file.ts';
import { StoreFencedError } from './store-errors.ts';

/** A copy stands beside its image under a label. */
interface CopyRecord {
  key: [name: string, label: string];
  record: ImageRecord;
}

export interface IndexedDbImageFileOptions {
  /** The IndexedDB database that holds the images. */
  databaseName?: string;
  /** In place of the global ones, for tests. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}

/**
 * Images in IndexedDB, one record each. Every transaction is `durability: 'strict'`: Chromium's default is relaxed,
 * which calls a write complete before it is on the disk.
 */
export function indexedDbImageFile(options: IndexedDbImageFileOptions = {}): ImageFile {
  const { databaseName = 'penderie-store', indexedDB, IDBKeyRange } = options;
  const dexie = new Dexie(databaseName, {
    chromeTransactionDurability: 'strict',
    // Dexie's cache serves live queries, which nobody makes here; it would hold whole images.
    cache: 'disabled',
    ...(indexedDB && { indexedDB }),
    ...(IDBKeyRange && { IDBKeyRange }),
  });
  // The compound index answers "which state lies there" without reading the bytes.
  dexie.version(1).stores({ images: 'name, [name+generation+checksum]', copies: 'key' });
  const images = dexie.table('images') as Table<ImageRecord, string>;
  const copies = dexie.table('copies') as Table<CopyRecord, [string, string]>;
  const copiesOf = (name: string) => copies.where('key').between([name, Dexie.minKey], [name, Dexie.maxKey]);

  return {
    backend: 'sqlite',
    load: async (name) => {
      const record = await images.get(name);
      return record === undefined ? null : await openRecord(name, record);
    },
    save: async (image, previous) => {
      const { name } = image;
      await dexie.transaction('rw!', images, async () => {
        const untouched = previous
          ? images.where({ name, generation: previous.generation, checksum: previous.checksum })
          : images.where({ name });
        if ((await untouched.count()) !== (previous ? 1 : 0)) throw new StoreFencedError(name);
        await images.put(recordOf(image));
      });
    },
    remove: async (name) => {
      await dexie.transaction('rw!', images, copies, async () => {
        await images.delete(name);
        await copiesOf(name).delete();
      });
    },
    rename: async (from, to) => {
      await dexie.transaction('rw!', images, copies, async () => {
        const record = await images.get(from);
        if (!record || (await images.where({ name: to }).count()) > 0) {
          throw new Error(`cannot rename ${from} to ${to}`);
        }
        await images.add({ ...record, name: to });
        await images.delete(from);
        for (const copy of await copiesOf(from).toArray()) {
          await copies.put({ key: [to, copy.key[1]], record: { ...copy.record, name: to } });
        }
        await copiesOf(from).delete();
      });
    },
    list: async () => await images.toCollection().primaryKeys(),
    keepCopy: async (name, label) => {
      await dexie.transaction('rw!', images, copies, async () => {
        const record = await images.get(name);
        if (!record) throw new Error(`${name} is not there to be copied`);
        await copies.put({ key: [name, label], record });
      });
    },
    loadCopy: async (name, label) => {
      const copy = await copies.get([name, label]);
      return copy === undefined ? null : await openRecord(name, copy.record);
    },
  };
}
