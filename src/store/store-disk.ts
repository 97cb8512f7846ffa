import { indexedDbPageDisk, openPageTables } from '../paged-sqlite/indexeddb-page-disk.ts';
import type { IndexedDbOptions } from '../paged-sqlite/indexeddb-page-disk.ts';
import { indexedDbSnapshotDisk } from '../paged-sqlite/indexeddb-snapshot-disk.ts';
import {
  copyTables,
  countSnapshots,
  forgetOrigin,
  originOf,
  sizeOfTables,
} from '../paged-sqlite/move-tables.ts';
import { examine } from '../paged-sqlite/read-content.ts';
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
  /** The names of the databases that are there; a move that was cut short leaves just one of its two names. */
  list(): Promise<string[]>;
  /** Gives a database another name, with its snapshots. The database must be closed and the new name free. */
  move(from: string, to: string): Promise<void>;
  /** To be called before a database is opened: forgets that it came by a move that is over. */
  settleMove(name: string): Promise<void>;
  /** With its snapshots. Nothing happens where there is none. */
  remove(name: string): Promise<void>;
  /** Of the database file; 0 where there is none. */
  sizeOf(name: string): Promise<number>;
  snapshotCount(name: string): Promise<number>;
}

/** One IndexedDB database for each SQLite database, of the same name. */
export function indexedDbDisks(options: IndexedDbOptions = {}): StoreDisks {
  const legacy = legacyImages(options);
  const namesThere = async (): Promise<Set<string>> => {
    const all = await (options.indexedDB ?? globalThis.indexedDB).databases();
    return new Set(all.flatMap(({ name }) => (name && /^vbs-.*\.db$/.test(name) ? [name] : [])));
  };
  const disks: StoreDisks = {
    of(name) {
      const tables = openPageTables(name, options);
      return {
        backend: 'sqlite',
        pages: indexedDbPageDisk(tables),
        snapshots: indexedDbSnapshotDisk(tables),
        legacy,
      };
    },
    async list() {
      const there = await namesThere();
      const listed: string[] = [];
      for (const name of there) {
        const origin = await originOf(name, options);
        // While the origin is there it is the database, and this one a copy that may be unfinished.
        if (origin === null || !there.has(origin)) listed.push(name);
      }
      return listed;
    },
    async move(from, to) {
      const there = await namesThere();
      if (!there.has(from)) throw new Error(`there is no ${from} to be moved`);
      if (there.has(to)) {
        if ((await originOf(to, options)) !== from) throw new Error(`${to} is not free`);
        await disks.remove(to);
      }
      // The move happens when the origin goes: until then the copy is none, from then on it is the database.
      await copyTables(from, to, options);
      await disks.remove(from);
      await disks.settleMove(to);
    },
    async settleMove(name) {
      const there = await namesThere();
      if (!there.has(name)) return;
      const origin = await originOf(name, options);
      if (origin !== null && !there.has(origin)) await forgetOrigin(name, options);
    },
    async remove(name) {
      await legacy.remove(name);
      if ((await namesThere()).has(name)) await openPageTables(name, options).dexie.delete();
    },
    async sizeOf(name) {
      return (await namesThere()).has(name) ? await sizeOfTables(name, options) : 0;
    },
    async snapshotCount(name) {
      return (await namesThere()).has(name) ? await countSnapshots(name, options) : 0;
    },
  };
  return disks;
}

const NO_LEGACY: LegacyImages = { load: () => Promise.resolve(null), remove: () => Promise.resolve() };

/** Databases that live as long as the process. */
export function memoryDisks(): StoreDisks {
  const kept = new Map<string, StoreDisk>();
  const disks: StoreDisks = {
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
    async list() {
      const made = await Promise.all(
        [...kept].map(async ([name, { pages }]) => ((await pages.load()) ? [name] : [])),
      );
      return made.flat();
    },
    async move(from, to) {
      const disk = kept.get(from);
      const free = !(await kept.get(to)?.pages.load());
      if (!disk || !free) throw new Error(`cannot move ${from} to ${to}`);
      kept.set(to, disk).delete(from);
    },
    settleMove: async () => undefined,
    remove: async (name) => void kept.delete(name),
    async sizeOf(name) {
      const content = await kept.get(name)?.pages.load();
      return content ? (examine(content).state?.bytes.length ?? 0) : 0;
    },
    snapshotCount: async (name) => ((await kept.get(name)?.snapshots.list()) ?? []).length,
  };
  return disks;
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
