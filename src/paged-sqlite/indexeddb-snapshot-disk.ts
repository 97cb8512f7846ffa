import { Dexie } from 'dexie';
import type { PageTables } from './indexeddb-page-disk.ts';
import type { SnapshotDisk } from './snapshots.ts';

/** Snapshots beside the pages of their database: they go when it is removed. */
export function indexedDbSnapshotDisk({ dexie, snapshots, snapshotParts }: PageTables): SnapshotDisk {
  const partsOf = (id: string) => snapshotParts.where(':id').between([id, Dexie.minKey], [id, Dexie.maxKey]);
  return {
    list: () => snapshots.toArray(),
    async put(snapshot, parts) {
      await dexie.transaction('rw!', snapshots, snapshotParts, async () => {
        await snapshots.put(snapshot);
        await Promise.all(parts.map((part, index) => snapshotParts.put(part, [snapshot.id, index])));
      });
    },
    parts: (id) => partsOf(id).toArray(),
    async remove(id) {
      await dexie.transaction('rw!', snapshots, snapshotParts, async () => {
        await snapshots.delete(id);
        await partsOf(id).delete();
      });
    },
  };
}
