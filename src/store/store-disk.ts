import { indexedDbPageDisk, openPageTables } from '../paged-sqlite/indexeddb-page-disk.ts';
import type { IndexedDbOptions } from '../paged-sqlite/indexeddb-page-disk.ts';
import { indexedDbSnapshotDisk } from '../paged-sqlite/indexeddb-snapshot-disk.ts';
import { memoryPageDisk } from '../paged-sqlite/memory-page-disk.ts';
import { memorySnapshotDisk } from '../paged-sqlite/memory-snapshot-disk.ts';
import type { PageDisk } from '../paged-sqlite/page-disk.ts';
import type { SnapshotDisk } from '../paged-sqlite/snapshots.ts';
import { legacyImages } from './legacy-image.ts';
import type { LegacyImages } from './legacy-image.ts';

/** Where one database and its snapshots lie. */
export interface StoreDisk {
  readonly backend: 'sqlite' | 'memory';
  pages: PageDisk;
  snapshots: SnapshotDisk;
  legacy: LegacyImages;
}

/** All the databases of this browser profile. */
export interface StoreDisks {
  of(name: string): StoreDisk;
  /** The names of the databases that are there. */
  list(): Promise<string[]>;
}

/** One IndexedDB database for each SQLite database, of the same name. */
export function indexedDbDisks(options: IndexedDbOptions = {}): StoreDisks {
  return {
    of(name) {
      const tables = openPageTables(name, options);
      return {
        backend: 'sqlite',
        pages: indexedDbPageDisk(tables),
        snapshots: indexedDbSnapshotDisk(tables),
        legacy: legacyImages(options),
      };
    },
    async list() {
      const all = await (options.indexedDB ?? globalThis.indexedDB).databases();
      return all.flatMap(({ name }) => (name && /^vbs-.*\.db$/.test(name) ? [name] : []));
    },
  };
}

const NO_LEGACY: LegacyImages = { load: () => Promise.resolve(null), remove: () => Promise.resolve() };

/** Databases that live as long as the process. */
export function memoryDisks(): StoreDisks {
  const kept = new Map<string, StoreDisk>();
  return {
    of(name) {
      const found: StoreDisk = kept.get(name) ?? {
        backend: 'memory',
        pages: memoryPageDisk(name),
        snapshots: memorySnapshotDisk(),
        legacy: NO_LEGACY,
      };
      kept.set(name, found);
      return found;
    },
    list: async () => [...kept.keys()],
  };
}

/** The values of `STORAGE_BACKEND`. SQLite is the engine in both; they differ in where its pages lie. */
export const STORAGE_BACKENDS = ['sqlite', 'memory'] as const;

/**
 * @param backend what `STORAGE_BACKEND` says; left out: `sqlite`, durable in IndexedDB. `memory` forgets everything
 *   with the process and is for tests.
 * @throws RangeError for any other value: a misspelt setting must not decide where data lie
 */
export function disksOf(backend: string = 'sqlite'): StoreDisks {
  if (backend === 'sqlite') return indexedDbDisks();
  if (backend === 'memory') return memoryDisks();
  throw new RangeError(`STORAGE_BACKEND is one of ${STORAGE_BACKENDS.join(', ')}, not ${backend}`);
}
