import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { crc32 } from './crc32.ts';
import type { ZipEntry } from './zip-directory.ts';

const LOCAL_BYTES = 30;
const LOCAL = 0x04034b50;

/**
 * Unpacks one file of an archive, never more than its directory announced: the first byte above that ends it.
 * @returns its bytes; or `file_hostile` (it holds more than announced), `file_damaged` (anything else that is wrong)
 */
export async function readZipEntry(file: Blob, entry: ZipEntry): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const damaged = (detail: string) =>
    fail<never>(appError('file_damaged', { params: { name: entry.name }, detail }));
  const header = new DataView(await file.slice(entry.offset, entry.offset + LOCAL_BYTES).arrayBuffer());
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL)
    return damaged('no local header');
  if (header.getUint16(8, true) !== entry.method) return damaged('two compression methods');
  const nameLength = header.getUint16(26, true);
  const nameStart = entry.offset + LOCAL_BYTES;
  const name = new TextDecoder().decode(await file.slice(nameStart, nameStart + nameLength).arrayBuffer());
  if (name !== entry.name) return damaged('two names');
  const start = nameStart + nameLength + header.getUint16(28, true);
  const packed = file.slice(start, start + entry.packedBytes);
  if (packed.size !== entry.packedBytes) return damaged('cut off');

  const bytes = new Uint8Array(entry.unpackedBytes);
  let filled = 0;
  let crc = 0;
  const plain = packed.stream();
  const reader = (
    entry.method === 8 ? plain.pipeThrough(new DecompressionStream('deflate-raw')) : plain
  ).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (filled + read.value.length > bytes.length) {
        await reader.cancel();
        const params = { name: entry.name };
        return fail(appError('file_hostile', { params, detail: 'holds more than announced' }));
      }
      bytes.set(read.value, filled);
      filled += read.value.length;
      crc = crc32(read.value, crc);
    }
  } catch (error) {
    return damaged(error instanceof Error ? error.name : 'cannot be unpacked');
  }
  if (filled !== bytes.length) return damaged('shorter than announced');
  return crc === entry.crc ? ok(bytes) : damaged('wrong checksum');
}
