import { SNAPSHOT_POLICY, readSnapshot, snapshotsToDrop, takeSnapshot } from '../paged-sqlite/snapshots.ts';
import type { Snapshot } from '../paged-sqlite/snapshots.ts';
import { isoTime } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import type { Connection } from './connection.ts';
import { openCandidate } from './open-candidate.ts';
import type { OpenStoreOptions } from './open-store.ts';
import type { PagedStore } from './sql-store.ts';
import type { CarryForward, Reader, SnapshotInfo, SnapshotReason } from './store.ts';
import { runTransaction } from './transaction.ts';

/** What is told of a snapshot without opening it. */
interface Facts {
  schemaVersion: number;
  rows: Record<string, number>;
}

/** The copies of one database: taken before what is risky, kept by number, age and size, and the way back to one. */
export class SnapshotShelf {
  private readonly options: OpenStoreOptions;
  private readonly paged: PagedStore;

  constructor(options: OpenStoreOptions, paged: PagedStore) {
    this.options = options;
    this.paged = paged;
  }

  async keep(reason: SnapshotReason): Promise<SnapshotInfo> {
    const { disk, clock, keepAlive } = this.options;
    keepAlive?.();
    // What is not durable yet is no part of it.
    if (this.paged.pending) await this.paged.persist([]);
    const nowMs = clock.now();
    const { snapshots } = disk;
    const kept = await takeSnapshot(snapshots, this.paged.bytes(), {
      id: newId(nowMs),
      label: reason,
      takenAt: nowMs,
      generation: this.paged.stats().generation,
      facts: factsOf(this.paged.handle),
    });
    for (const old of snapshotsToDrop(await snapshots.list(), SNAPSHOT_POLICY, nowMs)) {
      await snapshots.remove(old.id);
    }
    return snapshotInfo(kept);
  }

  async list(): Promise<SnapshotInfo[]> {
    const all = await this.options.disk.snapshots.list();
    return all.sort((a, b) => b.takenAt - a.takenAt).map(snapshotInfo);
  }

  async remove(id: string): Promise<void> {
    await this.options.disk.snapshots.remove(id);
  }

  async read<T>(id: string, query: (reader: Reader) => T): Promise<T> {
    const candidate = openCandidate(this.options, await this.bytesOf(id));
    try {
      return query(candidate.connection);
    } finally {
      candidate.connection.close();
    }
  }

  async restore(id: string, carry: CarryForward): Promise<void> {
    const bytes = await this.bytesOf(id);
    await this.keep('restore');
    await this.paged.replace((now) => {
      const candidate = openCandidate(this.options, bytes);
      try {
        runTransaction(candidate.connection, (past) => carry(now, past));
        return candidate.bytes();
      } finally {
        candidate.connection.close();
      }
    });
  }

  private bytesOf(id: string): Promise<Uint8Array<ArrayBuffer>> {
    return readSnapshot(this.options.disk.snapshots, this.options.name, id);
  }
}

function snapshotInfo(snapshot: Snapshot): SnapshotInfo {
  const { id, label, takenAt, generation, sizeBytes, storedBytes, facts } = snapshot;
  const { schemaVersion, rows } = facts as Facts;
  const reason = label as SnapshotReason;
  return { id, reason, takenAt: isoTime(takenAt), generation, sizeBytes, storedBytes, schemaVersion, rows };
}

function factsOf(connection: Connection): Facts {
  const rows = connection.rowCounts();
  return { schemaVersion: rows.schema_migrations ?? 0, rows };
}
