import type { SqliteMemory, WasmFunction } from './sqlite-memory.ts';

/** Offsets in SQLite's public structure `sqlite3_io_methods` with 32-bit pointers. */
export const METHODS = { close: 4, read: 8, write: 12, truncate: 16, fileSize: 24, bytes: 76 } as const;

export const SQLITE_OK = 0;
export const SQLITE_IOERR_SHORT_READ = 522;

/** A piece of SQLite's own memory through which bytes pass. */
export interface CopyBuffer {
  at: number;
  bytes: number;
}

/**
 * SQLite's file, but a cut is only remembered. The file system of sql.js copies the whole file for each cut, so that
 * giving back a hundred free pages of 100 MB costs as much as 100 MB; the cut is made once it is worth a copy.
 */
export class HeldFile {
  private readonly memory: SqliteMemory;
  private readonly buffer: CopyBuffer;
  private readonly file: number;
  private readonly methods: Record<'read' | 'write' | 'truncate' | 'fileSize', WasmFunction>;
  /** Where the file ends for SQLite, while there is more of it; null where it ends where it ends. */
  private end: number | null = null;

  /**
   * @param file the address of SQLite's `sqlite3_file`
   * @param methods the address of its original methods
   */
  constructor(memory: SqliteMemory, buffer: CopyBuffer, file: number, methods: number) {
    this.memory = memory;
    this.buffer = buffer;
    this.file = file;
    const method = (offset: number): WasmFunction => memory.functionAt(methods + offset);
    this.methods = {
      read: method(METHODS.read),
      write: method(METHODS.write),
      truncate: method(METHODS.truncate),
      fileSize: method(METHODS.fileSize),
    };
  }

  /** In bytes, as SQLite knows it. */
  size(): number {
    return this.end ?? this.wholeSize();
  }

  /** As `xRead`: what is not there is zeros, and said to be short. */
  read(into: number, length: number, offset: number): number {
    if (this.end === null || offset + length <= this.end)
      return this.methods.read(this.file, into, length, BigInt(offset));
    const there = Math.max(0, this.end - offset);
    const code = there > 0 ? this.methods.read(this.file, into, there, BigInt(offset)) : SQLITE_OK;
    if (code !== SQLITE_OK) return code;
    this.memory.bytes().fill(0, into + there, into + length);
    return SQLITE_IOERR_SHORT_READ;
  }

  /** As `xWrite`. */
  write(from: number, length: number, offset: number): number {
    if (this.end !== null && offset > this.end) {
      const code = this.clear(this.end, offset);
      if (code !== SQLITE_OK) return code;
    }
    const code = this.methods.write(this.file, from, length, BigInt(offset));
    if (code === SQLITE_OK && this.end !== null) {
      const end = Math.max(this.end, offset + length);
      this.end = end < this.wholeSize() ? end : null;
    }
    return code;
  }

  /** As `xTruncate`. */
  truncate(size: number): number {
    const whole = this.wholeSize();
    if (this.end !== null && size > this.end) {
      const code = this.clear(this.end, size);
      if (code !== SQLITE_OK) return code;
    }
    if (size >= whole || size < whole / 2) {
      this.end = null;
      return this.methods.truncate(this.file, BigInt(size));
    }
    this.end = size;
    return SQLITE_OK;
  }

  /** What was cut off comes back as zeros where the file grows over it. */
  private clear(from: number, to: number): number {
    const end = Math.min(to, this.wholeSize());
    for (let at = from; at < end; at += this.buffer.bytes) {
      const length = Math.min(this.buffer.bytes, end - at);
      this.memory.bytes().fill(0, this.buffer.at, this.buffer.at + length);
      const code = this.methods.write(this.file, this.buffer.at, length, BigInt(at));
      if (code !== SQLITE_OK) return code;
    }
    return SQLITE_OK;
  }

  private wholeSize(): number {
    const code = this.methods.fileSize(this.file, this.buffer.at);
    if (code !== SQLITE_OK) throw new Error(`SQLite cannot tell the size of its file (${code})`);
    return Number(this.memory.int64(this.buffer.at));
  }
}
