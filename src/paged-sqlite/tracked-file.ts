import { pageSizeOf } from './database-file.ts';
import type { ChangedPages, DatabaseFile } from './database-file.ts';
import { SQLITE_IOERR_SHORT_READ, SQLITE_OK } from './held-file.ts';
import type { CopyBuffer, HeldFile } from './held-file.ts';
import type { SqliteMemory } from './sqlite-memory.ts';

/** One open main database, as the shim sees it being written. */
export class TrackedFile implements DatabaseFile {
  private readonly changed = new Set<number>();
  private readonly memory: SqliteMemory;
  private readonly buffer: CopyBuffer;
  private readonly file: HeldFile;
  /** 0: not known, or to be asked again. */
  private pageSize = 0;

  constructor(memory: SqliteMemory, buffer: CopyBuffer, file: HeldFile) {
    this.memory = memory;
    this.buffer = buffer;
    this.file = file;
  }

  noteWrite(offset: number, length: number): void {
    // The header stands in page 0: a VACUUM may give the file another page size.
    if (offset === 0) this.pageSize = 0;
    const size = this.knownPageSize();
    for (let page = Math.floor(offset / size); page * size < offset + length; page++) this.changed.add(page);
  }

  /** To be called before the cut. What is cut off and grown over again within one commit has changed too. */
  noteTruncate(to: number): void {
    const size = this.knownPageSize();
    const end = Math.ceil(this.file.size() / size);
    for (let page = Math.floor(to / size); page < end; page++) this.changed.add(page);
  }

  hasChanges(): boolean {
    return this.changed.size > 0;
  }

  size(): { pageSize: number; pageCount: number } {
    const pageSize = this.knownPageSize();
    return { pageSize, pageCount: Math.ceil(this.file.size() / pageSize) };
  }

  takeChanges(): ChangedPages {
    const { pageSize, pageCount } = this.size();
    const numbers = Uint32Array.from([...this.changed].filter((page) => page < pageCount)).sort();
    this.changed.clear();
    const bytes = new Uint8Array(numbers.length * pageSize);
    for (let from = 0, to = 0; from < numbers.length; from = to) {
      // Neighbours are read in one go.
      for (to = from + 1; to < numbers.length && numbers[to] === numbers[to - 1]! + 1;) to++;
      this.readInto(bytes.subarray(from * pageSize, to * pageSize), numbers[from]! * pageSize);
    }
    return { pageSize, pageCount, numbers, bytes };
  }

  read(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const into = new Uint8Array(Math.max(0, Math.min(offset + length, this.file.size()) - offset));
    this.readInto(into, offset);
    return into;
  }

  private knownPageSize(): number {
    if (this.pageSize === 0) {
      const header = new Uint8Array(Math.min(100, this.file.size()));
      this.readInto(header, 0);
      this.pageSize = pageSizeOf(header);
    }
    return this.pageSize;
  }

  private readInto(into: Uint8Array, offset: number): void {
    const { at, bytes } = this.buffer;
    for (let done = 0; done < into.length; done += bytes) {
      const length = Math.min(bytes, into.length - done);
      const code = this.file.read(at, length, offset + done);
      // A short read fills the rest with zeros: SQLite's own readers rely on that too.
      if (code !== SQLITE_OK && code !== SQLITE_IOERR_SHORT_READ) {
        throw new Error(`SQLite cannot read its own file (${code})`);
      }
      into.set(this.memory.bytes().subarray(at, at + length), done);
    }
  }
}
