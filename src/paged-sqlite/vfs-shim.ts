import type { DatabaseFile } from './database-file.ts';
import { HeldFile, METHODS, SQLITE_OK } from './held-file.ts';
import type { CopyBuffer } from './held-file.ts';
import type { SqlJsModule } from './sqlite.ts';
import { sqliteMemory } from './sqlite-memory.ts';
import type { SqliteMemory, WasmFunction } from './sqlite-memory.ts';
import { TrackedFile } from './tracked-file.ts';

/** Offsets in SQLite's public structure `sqlite3_vfs` with 32-bit pointers. */
const VFS = { version: 0, name: 16, open: 24 } as const;
const OPEN_READONLY = 0x1;
const OPEN_READWRITE = 0x2;
const OPEN_CREATE = 0x4;
const OPEN_MAIN_DB = 0x100;
const BUFFER_BYTES = 256 * 1024;

/** Sees which pages SQLite writes, from between SQLite and the file system that sql.js brings along. */
export interface VfsShim {
  /** @param name the name in sql.js's file system of a database that is open */
  fileOf(name: string): DatabaseFile;
  /** Main databases opened within `open` are read-only for SQLite. */
  readOnly<T>(open: () => T): T;
}

interface OpenFile {
  held: HeldFile;
  tracked: TrackedFile;
  name: string;
  close: WasmFunction;
}

/**
 * Replaces `xOpen` of the default VFS, and in each main database it opens what reads, writes, cuts, measures and closes. Only what
 * SQLite documents is relied on, but for one thing: the VFS is found through the first word of `struct sqlite3`.
 * @throws where anything is not as expected, with everything put back; the caller then does without
 */
export function installVfsShim(sqlJs: SqlJsModule, exports: WebAssembly.Exports): VfsShim {
  const memory = sqliteMemory(exports);
  const vfs = defaultVfs(sqlJs, memory);
  const buffer: CopyBuffer = { at: sqlJs._malloc(BUFFER_BYTES), bytes: BUFFER_BYTES };
  const open = new Map<number, OpenFile>();
  let readOnlyNow = false;

  const xRead = sqlJs.addFunction(
    (file: number, into: number, length: number, offset: bigint) =>
      open.get(file)!.held.read(into, length, Number(offset)),
    'iiiij',
  );
  const xWrite = sqlJs.addFunction((file: number, from: number, length: number, offset: bigint) => {
    const { held, tracked } = open.get(file)!;
    const code = held.write(from, length, Number(offset));
    tracked.noteWrite(Number(offset), length);
    return code;
  }, 'iiiij');
  const xTruncate = sqlJs.addFunction((file: number, size: bigint) => {
    const { held, tracked } = open.get(file)!;
    tracked.noteTruncate(Number(size));
    return held.truncate(Number(size));
  }, 'iij');
  const xFileSize = sqlJs.addFunction((file: number, into: number) => {
    memory.setInt64(into, BigInt(open.get(file)!.held.size()));
    return SQLITE_OK;
  }, 'iii');
  const xClose = sqlJs.addFunction((file: number) => {
    const { close } = open.get(file)!;
    open.delete(file);
    const methods = memory.word(file);
    const code = close(file);
    sqlJs._free?.(methods);
    return code;
  }, 'ii');

  const original = memory.word(vfs + VFS.open);
  const openFile = memory.functionAt(vfs + VFS.open);
  const xOpen = sqlJs.addFunction(
    (from: number, name: number, file: number, flags: number, outFlags: number) => {
      const main = (flags & OPEN_MAIN_DB) !== 0;
      const asked = main && readOnlyNow ? (flags & ~(OPEN_READWRITE | OPEN_CREATE)) | OPEN_READONLY : flags;
      const code = openFile(from, name, file, asked, outFlags);
      // A file without a name is temporary; `…_export` is where sql.js copies a database to.
      const path = name === 0 ? '' : memory.text(name);
      if (code === SQLITE_OK && main && path !== '' && !path.endsWith('_export')) watch(file, path);
      return code;
    },
    'iiiiii',
  );

  function watch(file: number, path: string): void {
    const methods = memory.word(file);
    const held = new HeldFile(memory, buffer, file, methods);
    open.set(file, {
      held,
      tracked: new TrackedFile(memory, buffer, held),
      name: path.slice(path.lastIndexOf('/') + 1),
      close: memory.functionAt(methods + METHODS.close),
    });
    const own = sqlJs._malloc(METHODS.bytes);
    memory.bytes().copyWithin(own, methods, methods + METHODS.bytes);
    memory.setWord(own + METHODS.read, xRead);
    memory.setWord(own + METHODS.write, xWrite);
    memory.setWord(own + METHODS.truncate, xTruncate);
    memory.setWord(own + METHODS.fileSize, xFileSize);
    memory.setWord(own + METHODS.close, xClose);
    memory.setWord(file, own);
  }

  const shim: VfsShim = {
    fileOf(name) {
      for (const one of open.values()) if (one.name === name) return one.tracked;
      throw new Error('SQLite opened its file past the shim');
    },
    readOnly(opening) {
      readOnlyNow = true;
      try {
        return opening();
      } finally {
        readOnlyNow = false;
      }
    },
  };
  memory.setWord(vfs + VFS.open, xOpen);
  try {
    checkShim(sqlJs, shim);
  } catch (error) {
    memory.setWord(vfs + VFS.open, original);
    throw error;
  }
  return shim;
}

/** Proves on a scratch database that what is taken is what SQLite wrote. */
function checkShim(sqlJs: SqlJsModule, shim: VfsShim): void {
  const database = new sqlJs.Database();
  try {
    const file = shim.fileOf(fileNameOf(database));
    database.run('CREATE TABLE probe (text TEXT)');
    const made = file.takeChanges();
    database.run(`INSERT INTO probe VALUES ('paged')`);
    const changed = file.takeChanges();
    const whole = made.pageCount === 2 && made.bytes.length === 2 * made.pageSize;
    const seen = new TextDecoder('latin1').decode(changed.bytes).includes('paged');
    if (!whole || !seen || file.hasChanges()) throw new Error('the shim does not see what SQLite writes');
  } finally {
    database.close();
  }
}

/** The name sql.js gave a database in its own file system. */
export function fileNameOf(database: object): string {
  return (database as { filename: string }).filename;
}

function defaultVfs(sqlJs: SqlJsModule, memory: SqliteMemory): number {
  const scratch = new sqlJs.Database();
  try {
    const connection: unknown = (scratch as unknown as { db: unknown }).db;
    if (typeof connection !== 'number') throw new Error('sql.js does not show its connection');
    const vfs = memory.word(connection);
    const version = memory.word(vfs + VFS.version);
    if (version < 1 || version > 3 || !memory.text(memory.word(vfs + VFS.name)).startsWith('unix')) {
      throw new Error('the default VFS of this sql.js is not the one known');
    }
    return vfs;
  } finally {
    scratch.close();
  }
}
