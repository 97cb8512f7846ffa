import type { PagedDatabase } from '../paged-sqlite/paged-database.ts';
import type { Connection } from './connection.ts';
import type { OpenStoreOptions } from './open-store.ts';
import type { SnapshotShelf } from './snapshot-shelf.ts';
import { StoreLostError, storeErrorFrom } from './store-errors.ts';
import type {
  CarryForward,
  ChangeEvent,
  PageStats,
  Reader,
  SnapshotInfo,
  SnapshotReason,
  Store,
  StoreStatus,
  Transaction,
} from './store.ts';
import { mergeEvents, runTransaction } from './transaction.ts';

/** The engine as the store uses it: each commit brings along what it announces. */
export type PagedStore = PagedDatabase<Connection, ChangeEvent[]>;

type Listener = (events: ChangeEvent[]) => void;

/** Who listens to changes, and the way to tell them. */
export function announcementsOf(onError?: (error: unknown) => void) {
  const listeners = new Set<Listener>();
  return {
    listeners,
    announce(events: ChangeEvent[]): void {
      if (events.length === 0) return;
      for (const listener of listeners) {
        try {
          listener(mergeEvents(events));
        } catch (error) {
          // In a turn of its own: what is wrong with a listener must not reach who waits for the write.
          queueMicrotask(() => {
            if (!onError) throw error;
            onError(error);
          });
        }
      }
    },
  };
}

/** One account's database over the paged engine: transactions, their events, and what a seller is told when they fail. */
export class SqlStore implements Store {
  private readonly options: OpenStoreOptions;
  private readonly paged: PagedStore;
  private readonly shelf: SnapshotShelf;
  private readonly announcements: ReturnType<typeof announcementsOf>;
  private closed = false;
  private busy: 'reading' | 'writing' | null = null;

  constructor(
    options: OpenStoreOptions,
    paged: PagedStore,
    shelf: SnapshotShelf,
    announcements: ReturnType<typeof announcementsOf>,
  ) {
    this.options = options;
    this.paged = paged;
    this.shelf = shelf;
    this.announcements = announcements;
  }

  read<T>(query: (reader: Reader) => T): T {
    this.refuseNesting('writing');
    const connection = this.connection();
    const before = this.busy;
    this.busy = 'reading';
    try {
      return query(connection);
    } finally {
      this.busy = before;
    }
  }

  async write<T>(change: (transaction: Transaction) => T): Promise<T> {
    this.refuseNesting('writing', 'reading');
    return await this.changing((connection) => runTransaction(connection, change));
  }

  onChange(listener: Listener): () => void {
    this.announcements.listeners.add(listener);
    return () => this.announcements.listeners.delete(listener);
  }

  status(): StoreStatus {
    this.refuseClosed();
    const { generation, logBytes, tracking } = this.paged.stats();
    return {
      name: this.options.name,
      schemaVersion: this.options.migrations.length,
      sizeBytes: this.sizeBytes(),
      generation,
      backend: this.options.disk.backend,
      logBytes,
      tracking,
    };
  }

  exportFile(): Uint8Array<ArrayBuffer> {
    this.refuseNesting('writing');
    this.connection();
    return this.paged.bytes();
  }

  pageStats(): PageStats {
    return this.connection().pageStats();
  }

  async vacuum(maxPages: number): Promise<number> {
    this.refuseNesting('writing', 'reading');
    return await this.changing((connection) => ({ value: connection.vacuum(maxPages), events: [] }));
  }

  check(): string[] {
    this.refuseNesting('writing');
    return this.connection().check();
  }

  keepSnapshot(reason: SnapshotReason): Promise<SnapshotInfo> {
    return this.named(() => this.shelf.keep(reason));
  }

  snapshots(): Promise<SnapshotInfo[]> {
    return this.named(() => this.shelf.list());
  }

  removeSnapshot(id: string): Promise<void> {
    return this.named(() => this.shelf.remove(id));
  }

  readSnapshot<T>(id: string, query: (reader: Reader) => T): Promise<T> {
    return this.named(() => this.shelf.read(id, query));
  }

  restoreSnapshot(id: string, carry: CarryForward): Promise<void> {
    this.refuseNesting('writing', 'reading');
    return this.named(() => this.shelf.restore(id, carry));
  }

  /** What was written before is still made durable. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.paged.close();
  }

  private async changing<T>(
    run: (connection: Connection) => { value: T; events: ChangeEvent[] },
  ): Promise<T> {
    this.refuseClosed();
    return await this.named(async () => {
      // Without a wait where there is none: a write runs at once.
      while (this.paged.blocked) await this.paged.writable();
      const connection = this.connection();
      this.busy = 'writing';
      let done: { value: T; events: ChangeEvent[] };
      try {
        done = run(connection);
      } catch (error) {
        throw new Thrown(error);
      } finally {
        this.busy = null;
      }
      // Even without a change of its own a transaction may have read what is not durable yet: it waits with the others.
      if (this.paged.pending) await this.paged.persist(done.events);
      else this.announcements.announce(done.events);
      return done.value;
    });
  }

  /** Says in the store's words why the engine failed; what a caller's own function threw is thrown on as it is. */
  private async named<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof Thrown ? error.inner : storeErrorFrom(this.options.name, error);
    }
  }

  private connection(): Connection {
    this.refuseClosed();
    try {
      return this.paged.handle;
    } catch (error) {
      throw new StoreLostError(this.options.name, 'the disk could not be read back', { cause: error });
    }
  }

  private sizeBytes(): number {
    try {
      const { pageSize, pageCount } = this.paged.size();
      return pageSize * pageCount;
    } catch {
      return 0;
    }
  }

  private refuseNesting(...forbidden: ('reading' | 'writing')[]): void {
    if (this.busy && forbidden.includes(this.busy)) {
      throw new Error(`the store is ${this.busy}: use the transaction at hand`);
    }
  }

  private refuseClosed(): void {
    if (this.closed) throw new Error(`${this.options.name} is closed`);
  }
}

/** What a transaction's own function threw, on its way past the store's errors. */
class Thrown extends Error {
  readonly inner: unknown;
  constructor(inner: unknown) {
    super('thrown by a transaction');
    this.inner = inner;
  }
}
