import type { Connection } from './connection.ts';
import { sameVersion, sealImage } from './image-file.ts';
import type { DatabaseImage, ImageVersion } from './image-file.ts';
import { pendingMigrations } from './migrate.ts';
import type { OpenStoreOptions } from './open-store.ts';
import { StoreLostError, StoreUnreadableError, storeErrorFrom } from './store-errors.ts';
import type { ChangeEvent, Reader, Store, StoreStatus, Transaction } from './store.ts';
import { mergeEvents, runTransaction } from './transaction.ts';

/** A committed transaction whose caller waits for the disk. */
interface Waiting {
  events: ChangeEvent[];
  settle: (error: Error | null) => void;
}

/**
 * The engine of sql.js that saves whole images. Transactions run in memory as soon as they are asked for; their
 * callers hear of it once an image that holds them is durable. While one image is on its way, further transactions
 * gather and share the next one.
 */
export class SqlStore implements Store {
  private readonly options: OpenStoreOptions;
  private readonly listeners = new Set<(events: ChangeEvent[]) => void>();
  private connection: Connection;
  private durable: ImageVersion;
  /** Committed in memory since the last image was taken. */
  private dirty = false;
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | null = null;
  /** Set while memory goes back to the disk's state. */
  private recovery: Promise<void> | null = null;
  /** Why memory cannot be trusted: the disk could not even be read back. The next write tries again. */
  private lost: StoreLostError | null = null;
  private closed = false;
  private busy: 'reading' | 'writing' | null = null;

  constructor(options: OpenStoreOptions, connection: Connection, durable: ImageVersion) {
    this.options = options;
    this.connection = connection;
    this.durable = { generation: durable.generation, checksum: durable.checksum };
  }

  read<T>(query: (reader: Reader) => T): T {
    this.refuseNesting('writing');
    this.refuseClosed();
    if (this.lost) throw this.lost;
    const before = this.busy;
    this.busy = 'reading';
    try {
      return query(this.connection);
    } finally {
      this.busy = before;
    }
  }

  async write<T>(change: (transaction: Transaction) => T): Promise<T> {
    this.refuseNesting('writing', 'reading');
    while (this.recovery || this.lost) await (this.recovery ?? this.recover());
    this.refuseClosed();
    const { value, changed, events } = this.transact(change);
    this.dirty ||= changed;
    // Even without a change of its own a transaction may have read what is not durable yet: it waits with the others.
    if (this.dirty || this.flushing) await this.durability(events);
    else this.announce(events);
    return value;
  }

  onChange(listener: (events: ChangeEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  status(): StoreStatus {
    this.refuseClosed();
    return {
      name: this.options.name,
      schemaVersion: this.options.migrations.length,
      sizeBytes: this.lost ? 0 : this.connection.sizeBytes(),
      generation: this.durable.generation,
      backend: this.options.file.backend,
    };
  }

  exportFile(): Uint8Array {
    this.refuseNesting('writing');
    this.refuseClosed();
    if (this.lost) throw this.lost;
    return this.connection.exportBytes();
  }

  /** What was written before is still made durable. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    while (this.flushing) await this.flushing;
    this.connection.close();
  }

  private transact<T>(change: (transaction: Transaction) => T): ReturnType<typeof runTransaction<T>> {
    this.busy = 'writing';
    try {
      return runTransaction(this.connection, change);
    } finally {
      this.busy = null;
    }
  }

  private durability(events: ChangeEvent[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ events, settle: (error) => (error ? reject(error) : resolve()) });
      this.flushing ??= this.flush();
    });
  }

  private async flush(): Promise<void> {
    await Promise.resolve(); // transactions of the same turn share the image
    try {
      while (this.waiting.length > 0) {
        const group = this.waiting.splice(0);
        const failure = this.dirty ? await this.save(group) : null;
        if (!failure) this.announce(mergeEvents(group.flatMap((one) => one.events)));
        for (const one of group) one.settle(failure);
      }
    } finally {
      // In the turn of the last look at who waits: a write made right after it begins a flush of its own.
      this.flushing = null;
    }
  }

  /**
   * @param group who waits for this image; where it fails, those join who came while it was on its way
   * @returns why the image could not be made durable; memory is then back at the disk's state
   */
  private async save(group: Waiting[]): Promise<Error | null> {
    const { name, file, keepAlive } = this.options;
    let image: DatabaseImage | null = null;
    try {
      keepAlive?.();
      this.dirty = false;
      image = await sealImage(name, this.connection.exportBytes(), this.durable.generation + 1);
      await file.save(image, this.durable);
      this.durable = { generation: image.generation, checksum: image.checksum };
      return null;
    } catch (error) {
      // A failed save undoes all that memory holds now; who writes from here on waits for the recovery, and counts.
      const late = this.waiting.splice(0);
      const arrived = await this.recover(image).catch(() => false);
      if (arrived) this.waiting.unshift(...late);
      else group.push(...late);
      return arrived ? null : storeErrorFrom(name, error);
    }
  }

  /**
   * Brings memory back to what the disk holds. Writes wait meanwhile.
   * @param attempted the image whose save failed
   * @returns true where the disk holds just that image, so that the save had succeeded after all
   */
  private async recover(attempted: DatabaseImage | null = null): Promise<boolean> {
    const reload = this.reload(attempted);
    this.recovery = reload.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await reload;
    } finally {
      this.recovery = null;
    }
  }

  private async reload(attempted: DatabaseImage | null): Promise<boolean> {
    const { name, file, sqlite, migrations } = this.options;
    try {
      const image = await file.load(name);
      if (!image) throw new StoreUnreadableError(name, 'it is not there any more');
      this.durable = { generation: image.generation, checksum: image.checksum };
      const arrived = sameVersion(image, attempted);
      if (!arrived) {
        this.connection.close();
        this.connection = sqlite.open(image.bytes);
        this.dirty = false;
        // Another writer may be of another version.
        if (pendingMigrations(name, this.connection, migrations).length > 0) {
          throw new StoreUnreadableError(name, 'its schema went back');
        }
      }
      this.lost = null;
      return arrived;
    } catch (error) {
      this.lost = new StoreLostError(name, 'the disk could not be read back', { cause: error });
      throw this.lost;
    }
  }

  private announce(events: ChangeEvent[]): void {
    if (events.length === 0) return;
    for (const listener of this.listeners) {
      try {
        listener(events);
      } catch (error) {
        // In a turn of its own: what is wrong with a listener must not reach who waits for the write.
        queueMicrotask(() => {
          if (!this.options.onChangeError) throw error;
          this.options.onChangeError(error);
        });
      }
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
