import { crc32 } from './crc32.ts';

export interface TestEntry {
  name: string;
  data?: Uint8Array | string;
  deflate?: boolean;
  /** Lies of the directory, and of the local header. */
  says?: {
    unpackedBytes?: number;
    packedBytes?: number;
    crc?: number;
    method?: number;
    flags?: number;
    mode?: number;
  };
  localName?: string;
  /** Points the directory at another place. */
  offset?: number;
}

/** For tests: a ZIP made by hand, so that it can be wrong in any one way. */
export async function testArchive(
  entries: TestEntry[],
  { comment = '', count = entries.length, directoryShift = 0 } = {},
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  const add = (bytes: Uint8Array<ArrayBuffer>) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const entry of entries) {
    const data =
      typeof entry.data === 'string'
        ? new TextEncoder().encode(entry.data)
        : new Uint8Array(entry.data ?? []);
    const packed = entry.deflate ? await deflated(data) : data;
    const says = {
      unpackedBytes: data.length,
      packedBytes: packed.length,
      crc: crc32(data),
      method: entry.deflate ? 8 : 0,
      flags: 0x800,
      mode: 0,
      ...entry.says,
    };
    const offset = entry.offset ?? at;
    const name = new TextEncoder().encode(entry.name);
    const localName = new TextEncoder().encode(entry.localName ?? entry.name);
    const sizes = [says.crc, says.packedBytes, says.unpackedBytes];
    add(
      record([
        [4, 0x04034b50],
        [2, 20],
        [2, says.flags],
        [2, says.method],
        [4, 0],
        ...sizes.map((n) => [4, n] as const),
        [2, localName.length],
        [2, 0],
      ]),
    );
    add(localName);
    add(packed);
    directory.push(
      record([
        [4, 0x02014b50],
        [2, 0x0314],
        [2, 20],
        [2, says.flags],
        [2, says.method],
        [4, 0],
        ...sizes.map((n) => [4, n] as const),
        [2, name.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, says.mode],
        [4, offset],
      ]),
      name,
    );
  }
  const start = at + directoryShift;
  const bytes = directory.reduce((sum, part) => sum + part.length, 0);
  const note = new TextEncoder().encode(comment);
  const end = record([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, bytes],
    [4, start],
    [2, note.length],
  ]);
  return new Blob([...parts, ...directory, end, note]);
}

function record(fields: (readonly [number, number])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

async function deflated(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([data]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
