/** A function of the WebAssembly module; 64-bit numbers are BigInt. */
export type WasmFunction = (...args: (number | bigint)[]) => number;

/** The memory and the functions of the WebAssembly module that is SQLite. */
export interface SqliteMemory {
  word(at: number): number;
  setWord(at: number, value: number): void;
  int64(at: number): bigint;
  setInt64(at: number, value: bigint): void;
  /** The whole memory. Dies when the memory grows: never kept over a call. */
  bytes(): Uint8Array;
  /** The zero-terminated text at an address. */
  text(at: number): string;
  /** The function whose pointer stands at an address. */
  functionAt(at: number): WasmFunction;
}

/** @throws where the module does not export just one memory and one table */
export function sqliteMemory(exports: WebAssembly.Exports): SqliteMemory {
  const memory = onlyOne(exports, WebAssembly.Memory);
  const table = onlyOne(exports, WebAssembly.Table);
  const view = (): DataView => new DataView(memory.buffer);
  const bytes = (): Uint8Array => new Uint8Array(memory.buffer);
  const word = (at: number): number => view().getUint32(at, true);
  return {
    word,
    bytes,
    setWord: (at, value) => view().setUint32(at, value, true),
    int64: (at) => view().getBigInt64(at, true),
    setInt64: (at, value) => view().setBigInt64(at, value, true),
    text: (at) => new TextDecoder().decode(bytes().subarray(at, bytes().indexOf(0, at))),
    functionAt(at) {
      const found: unknown = table.get(word(at));
      if (typeof found !== 'function') throw new Error('no function where SQLite should keep one');
      return found as WasmFunction;
    },
  };
}

/** By type, not by name: the names in the module are shortened anew in each release. */
function onlyOne<T>(exports: WebAssembly.Exports, kind: abstract new (...args: never[]) => T): T {
  const found = Object.values(exports).filter((value) => value instanceof (kind as never)) as T[];
  if (found.length !== 1) throw new Error(`the module exports ${found.length} of ${kind.name}`);
  return found[0]!;
}
