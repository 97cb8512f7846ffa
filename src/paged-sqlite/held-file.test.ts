import { expect, test } from 'vitest';
import { HeldFile, METHODS, SQLITE_IOERR_SHORT_READ, SQLITE_OK } from './held-file.ts';
import type { SqliteMemory, WasmFunction } from './sqlite-memory.ts';
import { testPagedSqlite } from './test-sqlite.ts';
import { seeded } from './testing/seeded.ts';

const BUFFER = { at: 0, bytes: 64 };
const DATA = 64;

/** A file as sql.js's file system keeps one, in a memory of 4 KiB, and how many bytes its cuts copied. */
function fileInMemory() {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  let file = new Uint8Array(0);
  let copied = 0;
  const resize = (size: number): void => {
    const next = new Uint8Array(size);
    next.set(file.subarray(0, size));
    copied += Math.min(size, file.length);
    file = next;
  };
  const methods: Record<number, WasmFunction> = {
    [METHODS.read]: (_file, into, length, offset) => {
      const there = file.subarray(Number(offset), Number(offset) + Number(length));
      bytes.fill(0, Number(into), Number(into) + Number(length));
      bytes.set(there, Number(into));
      return there.length < Number(length) ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
    },
    [METHODS.write]: (_file, from, length, offset) => {
      const end = Number(offset) + Number(length);
      if (end > file.length) resize(end);
      file.set(bytes.subarray(Number(from), Number(from) + Number(length)), Number(offset));
      return SQLITE_OK;
    },
    [METHODS.truncate]: (_file, size) => {
      resize(Number(size));
      return SQLITE_OK;
    },
    [METHODS.fileSize]: (_file, into) => {
      view.setBigInt64(Number(into), BigInt(file.length), true);
      return SQLITE_OK;
    },
  };
  const memory: Partial<SqliteMemory> = {
    bytes: () => bytes,
    int64: (at) => view.getBigInt64(at, true),
    functionAt: (at) => methods[at]!,
  };
  return { held: new HeldFile(memory as SqliteMemory, BUFFER, 1, 0), bytes, copied: () => copied };
}

test.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
  'reads as a file that was cut, seed %i',
  (seed) => {
    const random = seeded(seed);
    const below = (end: number): number => Math.floor(random() * end);
    const { held, bytes } = fileInMemory();
    let plain = new Uint8Array(0);
    const resize = (size: number): void => {
      const next = new Uint8Array(size);
      next.set(plain.subarray(0, size));
      plain = next;
    };
    for (let step = 0; step < 200; step++) {
      const chance = random();
      const offset = below(400);
      const length = 1 + below(100);
      if (chance < 0.4) {
        const value = 1 + below(255);
        bytes.fill(value, DATA, DATA + length);
        expect(held.write(DATA, length, offset)).toBe(SQLITE_OK);
        if (offset + length > plain.length) resize(offset + length);
        plain.fill(value, offset, offset + length);
      } else if (chance < 0.6) {
        const size = below(500);
        expect(held.truncate(size)).toBe(SQLITE_OK);
        resize(size);
      }
      expect(held.size()).toBe(plain.length);
      bytes.fill(99, DATA, DATA + length);
      const isShort = offset + length > plain.length;
      expect(held.read(DATA, length, offset)).toBe(isShort ? SQLITE_IOERR_SHORT_READ : SQLITE_OK);
      const expected = new Uint8Array(length);
      expected.set(plain.subarray(offset, offset + length));
      expect(bytes.slice(DATA, DATA + length)).toEqual(expected);
    }
  },
);

test('cuts copy the file now and then, not each time', () => {
  const { held, copied } = fileInMemory();
  held.write(DATA, 4000, 0);
  const before = copied();
  for (let size = 3990; size >= 0; size -= 10) held.truncate(size);
  expect(held.size()).toBe(0);
  expect(copied() - before).toBeLessThan(4000);
});

test('under SQLite, pages given back and taken again', async () => {
  const { database, file } = (await testPagedSqlite()).open(null);
  database.run('PRAGMA auto_vacuum=2; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)');
  for (let round = 0; round < 5; round++) {
    database.run(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
      INSERT INTO t (text) SELECT hex(randomblob(200)) FROM n`);
    const grown = file.size().pageCount;
    database.run('DELETE FROM t WHERE id % 3 > 0');
    database.exec(`PRAGMA incremental_vacuum(${100 + 300 * round})`);
    expect(file.size().pageCount).toBeLessThan(grown);
    expect(database.exec('PRAGMA page_count')[0]?.values).toEqual([[file.size().pageCount]]);
    expect(database.exec('PRAGMA integrity_check')[0]?.values).toEqual([['ok']]);
  }
  database.close();
});
