import type { DatabaseFile } from './database-file.ts';
import type { DurablePosition } from './durable-position.ts';
import { copyChunks, foldIsDue, idleFoldIsDue } from './fold.ts';
import type { CopyOptions, FoldPolicy } from './fold.ts';
import type { Head, PageDisk } from './page-disk.ts';

/** What the folder asks of the database it works for. */
export interface FoldedDatabase {
  /** The file of now; another one after memory was replaced. */
  file(): DatabaseFile;
  /** Waits until everything committed so far is durable. */
  settle(): Promise<void>;
  /** True while memory is what it was: not while it is replaced, or cannot be trusted. */
  isStable(): boolean;
  /** True while it is stable and nothing waits. */
  isQuiet(): boolean;
}

/** Folds the log into the base while commits go on: when it has grown too long, and in quiet moments. */
export class Folder {
  private readonly disk: PageDisk;
  private readonly position: DurablePosition;
  private readonly database: FoldedDatabase;
  private readonly policy: FoldPolicy;
  private readonly keepAlive: () => void;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  /** Moves whenever memory is replaced: what was copied out of it before is worth nothing then. */
  private life = 0;
  /** After a fold that failed, the log grows to this before another is tried. */
  private notBeforeBytes = 0;
  /** The fold that runs. Never rejects. */
  running: Promise<void> | null = null;
  /** Set while a new head becomes the head: what a record builds on changes. Never rejects. */
  switching: Promise<void> | null = null;
  done = 0;
  /** Why the last fold came to nothing. Nothing is lost: the log only grows. */
  failure: string | null = null;
  /** Whether that was because another base was being written. */
  private overtaken = false;

  constructor(
    disk: PageDisk,
    position: DurablePosition,
    database: FoldedDatabase,
    policy: FoldPolicy,
    keepAlive: () => void,
  ) {
    this.disk = disk;
    this.position = position;
    this.database = database;
    this.policy = policy;
    this.keepAlive = keepAlive;
  }

  /** The disk for chunks, with a word to the worker's keeper at each step. */
  get chunkDisk(): CopyOptions['disk'] {
    return {
      putChunks: (chunks) => {
        this.keepAlive();
        return this.disk.putChunks(chunks);
      },
      dropChunks: (lineage, fold) => this.disk.dropChunks(lineage, fold),
    };
  }

  /** To be called after each flush. */
  afterFlush(): void {
    const { logBytes, sizeBytes } = this.position;
    const isDue = foldIsDue(this.policy, logBytes, sizeBytes) && logBytes >= this.notBeforeBytes;
    if (isDue && this.database.isStable()) void this.start();
    this.rest();
    this.quiet = setTimeout(() => this.whenQuiet(), this.policy.idleMs);
  }

  /** No more work of its own accord. */
  rest(): void {
    clearTimeout(this.quiet);
  }

  /** What is being copied is not the database any more. */
  forget(): void {
    this.life++;
  }

  /**
   * To be called while the database is stable and no fold runs.
   * @returns false where another base was written meanwhile, with another log behind it, if any
   * @throws where it came to nothing; the log holds everything then
   */
  async foldNow(): Promise<boolean> {
    if (this.position.logRecords === 0) return true;
    await this.start();
    if (this.failure && !this.overtaken) throw new Error(this.failure);
    return !this.overtaken;
  }

  /**
   * Makes a head the head. Records wait meanwhile.
   * @param adopt told before any record may build on it
   */
  async switchTo(expected: Head | null, head: Head, adopt: () => void): Promise<void> {
    const switched = this.disk.fold({ expected, head }).then(adopt);
    this.switching = switched.catch(() => undefined);
    try {
      await switched;
    } finally {
      this.switching = null;
    }
  }

  private whenQuiet(): void {
    const { head, generation, at, logBytes, logRecords } = this.position;
    if (!head || !this.database.isQuiet()) return;
    if (idleFoldIsDue(this.policy, logBytes, logRecords)) void this.start();
    // Only makes a later loss visible; where it fails, so will the next commit, and that is told.
    else this.disk.noteTail({ lineage: head.lineage, generation, at }).catch(() => undefined);
  }

  private start(): Promise<void> {
    this.running ??= this.fold().finally(() => (this.running = null));
    return this.running;
  }

  private async fold(): Promise<void> {
    const life = this.life;
    const part = this.position.beginFold();
    const before = part.head;
    if (!before) return;
    this.overtaken = false;
    const refuseOtherLife = (): void => {
      // A base that was already being written when this fold began is another head by now.
      this.overtaken = life !== this.life || before !== this.position.head;
      if (this.overtaken) throw new Error('the database was replaced meanwhile');
    };
    try {
      const head = await copyChunks({
        disk: this.chunkDisk,
        file: this.database.file(),
        lineage: before.lineage,
        before,
        from: { generation: part.generation, chain: part.chain, at: part.at },
        touched: part.touched,
        settled: async () => {
          refuseOtherLife();
          await this.database.settle();
          refuseOtherLife();
          return this.position.generation;
        },
      });
      // In the turn of the switch: once memory is replaced, or written whole, no fold may become the base any more.
      refuseOtherLife();
      await this.switchTo(before, head, () => this.position.endFold(head, part));
      this.done++;
      this.failure = null;
      this.notBeforeBytes = 0;
    } catch (error) {
      this.position.undoFold(part);
      this.failure = error instanceof Error ? error.message : String(error);
      this.notBeforeBytes = this.position.logBytes * 1.5;
    }
  }
}
