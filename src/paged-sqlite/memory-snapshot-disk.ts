import type { Snapshot, SnapshotDisk } from './snapshots.ts';

/** Snapshots that live as long as the process, for tests. */
export function memorySnapshotDisk(): SnapshotDisk {
  const kept = new Map<string, { snapshot: Snapshot; parts: Uint8Array[] }>();
  return {
    list: async () => [...kept.values()].map(({ snapshot }) => structuredClone(snapshot)),
    put: async (snapshot, parts) => void kept.set(snapshot.id, structuredClone({ snapshot, parts })),
    parts: async (id) => structuredClone(kept.get(id)?.parts ?? []),
    remove: async (id) => void kept.delete(id),
  };
}
