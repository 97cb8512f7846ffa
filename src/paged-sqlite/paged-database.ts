import type { Database } from 'sql.js';
import type { DatabaseFile } from './database-file.ts';
import { DurablePosition } from './durable-position.ts';
import { PagedSqliteError, pagedErrorFrom } from './errors.ts';
import { FlushLine } from './flush-line.ts';
import type { Waiting } from './flush-line.ts';
import { FOLD_POLICY, copyWhole, isWholeBase } from './fold.ts';
import type { FoldPolicy } from './fold.ts';
import { Folder } from './folder.ts';
import type { LogRecord, PageDisk } from './page-disk.ts';
import { examine } from './read-content.ts';
import type { DurableState } from './read-content.ts';
import { sealRecord } from './seal.ts';
import type { OpenDatabase, PagedSqlite } from './sqlite.ts';
import type { WriterLock } from './writer-lock.ts';

export interface PagedDatabaseOptions<Handle, Note> {
  name: string;
  sqlite: PagedSqlite;
  disk: PageDisk;
  /** What the owner works with; made anew whenever memory goes back to what is durable. */
  wrap: (database: Database) => Handle;
  /** True where the database is known to have existed: then a missing one is an error, not a fresh start. */
  mustExist?: boolean;
  /** The file to begin with where there is no database yet; null for an empty one. Durable before `open` resolves. */
  seed?: () => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Hears of each flush, with the notes of all who shared it, before they go on. */
  onDurable?: (notes: Note[]) => void;
  /** Called at the start of each flush and fold: a cheap call that keeps a service worker from being put to sleep. */
  keepAlive?: () => void;
  /** Left out: no lock, only the fence of generations. */
  lock?: WriterLock;
  fold?: Partial<FoldPolicy>;
  now?: () => number;
}

export interface PagedStats {
  generation: number;
  logRecords: number;
  logBytes: number;
  folds: number;
  /** Why the last fold came to nothing; null after one that did not. Nothing is lost: the log only grows. */
  foldFailure: string | null;
  tracking: PagedSqlite['tracking'];
}

type Memory<Handle> = OpenDatabase & { handle: Handle };

/** A state that a write is to bring about; `chain` is 0 for a base without a log. */
type Attempt = Pick<DurableState, 'generation' | 'chain'> & { lineage: string };

/**
 * A SQLite database of sql.js in memory, durable page by page. The owner runs transactions on `handle`, each within one
 * turn of the event loop, and waits for `persist` before it tells anybody that they happened.
 */
export class PagedDatabase<Handle, Note = void> {
  private readonly options: PagedDatabaseOptions<Handle, Note>;
  private readonly policy: FoldPolicy;
  private readonly release: () => void;
  private readonly line: FlushLine<Note | null>;
  private readonly position = new DurablePosition();
  private readonly folder: Folder;
  private current: Memory<Handle>;
  /** Set while memory is replaced: by what is durable after a failure, or by other content. */
  private replacing: Promise<void> | null = null;
  /** Why memory cannot be trusted. */
  private lost: PagedSqliteError | null = null;
  private closed = false;

  /** @throws PagedSqliteError `damaged`, `newer`, `missing`, `locked`: nothing on the disk was touched */
  static async open<Handle, Note = void>(
    options: PagedDatabaseOptions<Handle, Note>,
  ): Promise<PagedDatabase<Handle, Note>> {
    const { name, disk } = options;
    const release = (await options.lock?.(name)) ?? (() => undefined);
    try {
      const state = await loadState(name, disk);
      const seed = state ? null : ((await options.seed?.()) ?? null);
      if (!state && !seed && options.mustExist) {
        throw new PagedSqliteError('missing', name, 'it is not there any more');
      }
      const opened = new PagedDatabase(options, state?.bytes ?? seed, release);
      if (state) opened.position.adopt(state);
      else if (seed) await opened.writeWhole(opened.nextWhole(newLineage()), opened.current.file);
      return opened;
    } catch (error) {
      release();
      throw pagedErrorFrom(name, error);
    }
  }

  private constructor(
    options: PagedDatabaseOptions<Handle, Note>,
    bytes: Uint8Array | null,
    release: () => void,
  ) {
    this.options = options;
    this.policy = { ...FOLD_POLICY, ...options.fold };
    this.release = release;
    this.line = new FlushLine(
      (group) => this.save(group),
      (notes) => options.onDurable?.(notes.filter((note) => note !== null)),
    );
    const view = {
      file: () => this.current.file,
      settle: async () => void (this.pending && (await this.line.join(null))),
      isStable: () => !this.closed && !this.blocked,
      isQuiet: () => !this.closed && !this.blocked && !this.pending,
    };
    const keepAlive = (): void => options.keepAlive?.();
    this.folder = new Folder(options.disk, this.position, view, this.policy, keepAlive);
    this.current = this.openBytes(bytes);
  }

  /** @throws PagedSqliteError `unreadable` while memory cannot be trusted, `closed` */
  get handle(): Handle {
    this.refuseUnusable();
    return this.current.handle;
  }

  /** Whether something is committed in memory that is not durable yet, or on its way to be. */
  get pending(): boolean {
    return this.line.running !== null || this.current.file.hasChanges();
  }

  stats(): PagedStats {
    const { generation, logRecords, logBytes } = this.position;
    const { done, failure } = this.folder;
    const { tracking } = this.options.sqlite;
    return { generation, logRecords, logBytes, folds: done, foldFailure: failure, tracking };
  }

  /** The pages of the file as it is committed in memory. */
  size(): { pageSize: number; pageCount: number } {
    this.refuseUnusable();
    return this.current.file.size();
  }

  /** The bytes of the file as it is committed in memory. */
  bytes(): Uint8Array<ArrayBuffer> {
    const { pageSize, pageCount } = this.size();
    return this.current.file.read(0, pageSize * pageCount);
  }

  /** True while memory must not be written: `writable` says when it may. */
  get blocked(): boolean {
    return this.replacing !== null || this.lost !== null;
  }

  /** Waits until memory may be written: not while it is replaced. Tries again where it could not be read back. */
  async writable(): Promise<void> {
    while (this.blocked) await (this.replacing ?? this.goBack(null, this.current));
    this.refuseClosed();
  }

  /**
   * Resolves once everything committed on `handle` so far is durable. Commits made meanwhile share the next flush.
   * @throws PagedSqliteError `full` or `lost`: memory is back at what is durable, and `handle` is another
   */
  persist(note: Note): Promise<void> {
    this.refuseClosed();
    return this.line.join(note);
  }

  /** One transaction, durable: BEGIN, `change`, COMMIT, flush. For owners whose handle is the database itself. */
  async write<T>(this: PagedDatabase<Database>, change: (database: Database) => T): Promise<T> {
    // Asked again after each wait: memory may be on its way back once more.
    while (this.blocked) await this.writable();
    const database = this.handle;
    database.run('BEGIN');
    let value: T;
    try {
      value = change(database);
      database.run('COMMIT');
    } catch (error) {
      database.run('ROLLBACK');
      throw error;
    }
    if (this.pending) await this.persist();
    return value;
  }

  /**
   * Puts other content in place of all of it, as a new lineage: durable when it resolves, whole or not at all.
   * @param make gets the handle of what is there now, with everything that was acknowledged, and gives the new file
   */
  async replace(make: (handle: Handle) => Uint8Array<ArrayBuffer>): Promise<void> {
    while (this.blocked) await this.writable();
    await this.whileReplacing(async () => {
      while (this.line.running) await this.line.running;
      while (this.folder.switching) await this.folder.switching;
      const next = this.openBytes(make(this.handle));
      const whole = this.nextWhole(newLineage());
      try {
        await this.writeWhole(whole, next.file);
        this.become(next);
      } catch (error) {
        if (await this.goBack(whole, next)) return;
        throw pagedErrorFrom(this.options.name, error);
      }
    });
  }

  /** Folds the log now, so that a reader needs only the base. */
  async foldNow(): Promise<void> {
    do {
      while (this.blocked || this.folder.running) {
        await this.writable();
        await this.folder.running;
      }
    } while (!(await this.folder.foldNow()));
  }

  /** What was committed before is still made durable. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.folder.rest();
    while (this.line.running) await this.line.running;
    await this.replacing;
    await this.folder.running;
    this.folder.rest();
    this.current.database.close();
    this.options.disk.close();
    this.release();
  }

  private async save(group: Waiting<Note | null>[]): Promise<Error | null> {
    // A fold that becomes the base changes what a record builds on.
    while (this.folder.switching) await this.folder.switching;
    // Who committed during that wait is in what is taken now, and shares its fate.
    group.push(...this.line.takeWaiting());
    const { file } = this.current;
    if (!file.hasChanges()) return null;
    let attempt: Attempt | null = null;
    try {
      this.options.keepAlive?.();
      const { head } = this.position;
      const record = head && this.takeRecord(head.lineage, file);
      if (record && !this.isWhole(record)) {
        attempt = { ...record, chain: record.checksum };
        await this.options.disk.append(record, head);
        this.position.advance(record);
      } else {
        attempt = this.nextWhole(head?.lineage ?? newLineage());
        await this.writeWhole(attempt, file);
      }
      this.folder.afterFlush();
      return null;
    } catch (error) {
      // A failed save undoes all that memory holds now. Who writes from here on waits for `writable`, and counts.
      const late = this.line.takeWaiting();
      const arrived = await this.goBack(attempt, this.current).catch(() => null);
      if (arrived) this.line.putBack(late);
      else group.push(...late);
      if (arrived) return null;
      // Where the disk cannot be read back either, nobody knows whether it arrived.
      return (arrived === null && this.lost) || pagedErrorFrom(this.options.name, error);
    }
  }

  private isWhole({ bytes, pageSize, pageCount }: LogRecord): boolean {
    return isWholeBase(this.policy, bytes.length, pageSize * pageCount);
  }

  private takeRecord(lineage: string, file: DatabaseFile): LogRecord {
    const { pageSize, pageCount, numbers: pages, bytes } = file.takeChanges();
    const { generation, chain } = this.position;
    const place = { lineage, generation: generation + 1, previous: chain, at: this.now() };
    return sealRecord({ ...place, pageSize, pageCount, pages, bytes });
  }

  private nextWhole(lineage: string): Attempt {
    return { lineage, generation: this.position.generation + 1, chain: 0 };
  }

  /** A new base without a log, from one moment's copy of the whole file. */
  private async writeWhole({ lineage, generation }: Attempt, file: DatabaseFile): Promise<void> {
    this.folder.forget();
    const expected = this.position.head;
    const { pageSize, pageCount } = file.size();
    const bytes = file.read(0, pageSize * pageCount);
    file.takeChanges();
    if (!expected) await this.options.disk.begin();
    const head = await copyWhole(this.folder.chunkDisk, bytes, {
      lineage,
      pageSize,
      generation,
      at: this.now(),
    });
    await this.folder.switchTo(expected, head, () => this.position.rebase(head));
  }

  /**
   * Brings memory back to what the disk holds. Writes wait meanwhile.
   * @param attempt what was to be written, and could not be, as it seemed
   * @param written memory as it was to be written
   * @returns true where it is on the disk after all: memory is `written` then, and what was committed to it since stays
   */
  private goBack(attempt: Attempt | null, written: Memory<Handle>): Promise<boolean> {
    return this.whileReplacing(async () => {
      const { name, disk } = this.options;
      try {
        this.folder.forget();
        while (this.folder.switching) await this.folder.switching;
        const state = await loadState(name, disk);
        if (!state && this.position.head) {
          throw new PagedSqliteError('missing', name, 'it is not there any more');
        }
        const arrived = attempt !== null && state !== null && isAt(state, attempt);
        const next = arrived ? written : this.openBytes(state?.bytes ?? null);
        if (next !== written && written !== this.current) written.database.close();
        this.become(next);
        if (state) this.position.adopt(state);
        this.lost = null;
        return arrived;
      } catch (error) {
        this.lost = new PagedSqliteError('unreadable', name, 'the disk could not be read back', {
          cause: error,
        });
        throw this.lost;
      }
    });
  }

  private become(next: Memory<Handle>): void {
    if (next === this.current) return;
    this.current.database.close();
    this.current = next;
  }

  private async whileReplacing<T>(replace: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    // A flush that fails while new content waits for it goes back within that replacement.
    const outer = this.replacing;
    this.replacing = promise;
    try {
      return await replace();
    } finally {
      this.replacing = outer;
      resolve();
    }
  }

  private openBytes(bytes: Uint8Array | null): Memory<Handle> {
    const opened = this.options.sqlite.open(bytes);
    try {
      return { ...opened, handle: this.options.wrap(opened.database) };
    } catch (error) {
      opened.database.close();
      throw error;
    }
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  private refuseUnusable(): void {
    this.refuseClosed();
    if (this.lost) throw this.lost;
  }

  private refuseClosed(): void {
    if (this.closed) throw new PagedSqliteError('closed', this.options.name, 'it is closed');
  }
}

function isAt({ head, generation, chain }: DurableState, attempt: Attempt): boolean {
  return head.lineage === attempt.lineage && generation === attempt.generation && chain === attempt.chain;
}

function newLineage(): string {
  return crypto.randomUUID();
}

/** @throws PagedSqliteError `damaged`, `newer` */
async function loadState(name: string, disk: PageDisk): Promise<DurableState | null> {
  const content = await disk.load();
  if (!content) return null;
  const { problems, newer, state } = examine(content);
  if (newer) throw new PagedSqliteError('newer', name, problems.join('; '));
  if (problems.length > 0 || !state) throw new PagedSqliteError('damaged', name, problems.join('; '));
  return state;
}
