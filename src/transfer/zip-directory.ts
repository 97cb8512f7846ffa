import { appError, type AppError, type ErrorCode } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';

/** What an archive may be. Judged by its directory, before anything in it is unpacked. */
const ARCHIVE_LIMITS = {
  fileBytes: 500_000_000,
  entries: 20_000,
  unpackedBytes: 2_000_000_000,
  /** Above this size, a file packed tighter than this is no photo and no list of drafts. */
  ratio: 200,
  ratioFromBytes: 1_000_000,
  nameLength: 300,
} as const;

/** A file of an archive, as its directory has it. */
export interface ZipEntry {
  name: string;
  /** Stored as it is, or deflated. */
  method: 0 | 8;
  crc: number;
  packedBytes: number;
  unpackedBytes: number;
  /** Where its local header begins. */
  offset: number;
}

const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const SYMLINK = 0xa000;

class Refusal extends Error {
  readonly appError: AppError;

  constructor(code: ErrorCode, name: string, detail: string) {
    super(detail);
    this.appError = appError(code, { ...(name ? { params: { name } } : {}), detail });
  }
}

/**
 * Reads the directory of a ZIP without unpacking anything. Folders are left out.
 * @returns its files by path; or `file_too_large`, `file_damaged` (cut off, contradictory), `file_hostile` (paths that
 *   lead elsewhere, two files of one name, encryption, links, overlaps, absurd ratios)
 */
export async function readZipDirectory(file: Blob): Promise<Result<Map<string, ZipEntry>>> {
  try {
    if (file.size > ARCHIVE_LIMITS.fileBytes) throw new Refusal('file_too_large', '', `${file.size} bytes`);
    const end = await findEnd(file);
    const directory = new DataView(await file.slice(end.start, end.start + end.bytes).arrayBuffer());
    const entries = walk(directory, end.entries);
    refuseOverlaps(entries, end.start);
    return ok(byName(entries));
  } catch (error) {
    if (error instanceof Refusal) return fail(error.appError);
    throw error;
  }
}

async function findEnd(file: Blob): Promise<{ entries: number; start: number; bytes: number }> {
  // The end record is last, save for a comment of at most 65 535 bytes.
  const tailStart = Math.max(0, file.size - END_BYTES - 0xffff);
  const tail = new DataView(await file.slice(tailStart).arrayBuffer());
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (
      tail.getUint32(at, true) !== END ||
      at + END_BYTES + tail.getUint16(at + 20, true) !== tail.byteLength
    )
      continue;
    const [disk, startDisk] = [tail.getUint16(at + 4, true), tail.getUint16(at + 6, true)];
    const [here, entries] = [tail.getUint16(at + 8, true), tail.getUint16(at + 10, true)];
    const [bytes, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
    // ZIP64 writes these markers: such an archive is beyond the limits in any case.
    if (
      entries === 0xffff ||
      bytes === 0xffffffff ||
      start === 0xffffffff ||
      entries > ARCHIVE_LIMITS.entries
    ) {
      throw new Refusal('file_too_large', '', `${entries} entries`);
    }
    if (disk !== 0 || startDisk !== 0 || here !== entries || start + bytes !== tailStart + at) {
      throw new Refusal('file_damaged', '', 'the end record contradicts the file');
    }
    return { entries, start, bytes };
  }
  throw new Refusal('file_damaged', '', 'no end record');
}

function walk(directory: DataView, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  let unpacked = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > directory.byteLength || directory.getUint32(at, true) !== ENTRY) {
      throw new Refusal('file_damaged', '', 'the directory is cut off');
    }
    const nameLength = directory.getUint16(at + 28, true);
    const next =
      at + ENTRY_BYTES + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw new Refusal('file_damaged', '', 'the directory is cut off');
    const nameBytes = new Uint8Array(directory.buffer, directory.byteOffset + at + ENTRY_BYTES, nameLength);
    const entry = readEntry(directory, at, new TextDecoder().decode(nameBytes));
    if (entry) entries.push(entry);
    unpacked += entry?.unpackedBytes ?? 0;
    if (unpacked > ARCHIVE_LIMITS.unpackedBytes)
      throw new Refusal('file_too_large', '', 'too much to unpack');
    at = next;
  }
  if (at !== directory.byteLength) throw new Refusal('file_damaged', '', 'more entries than counted');
  return entries;
}

/** Null for a folder. */
function readEntry(directory: DataView, at: number, name: string): ZipEntry | null {
  refuseName(name);
  const flags = directory.getUint16(at + 8, true);
  const method = directory.getUint16(at + 10, true);
  const packedBytes = directory.getUint32(at + 20, true);
  const unpackedBytes = directory.getUint32(at + 24, true);
  const unixMode = directory.getUint16(at + 40, true);
  if (flags & 1) throw new Refusal('file_hostile', name, 'encrypted');
  if ((unixMode & 0xf000) === SYMLINK) throw new Refusal('file_hostile', name, 'a link');
  if (name.endsWith('/')) return null;
  if (method !== 0 && method !== 8) throw new Refusal('file_damaged', name, `compression method ${method}`);
  if (method === 0 && packedBytes !== unpackedBytes) throw new Refusal('file_damaged', name, 'two sizes');
  if (unpackedBytes > ARCHIVE_LIMITS.ratioFromBytes && unpackedBytes > packedBytes * ARCHIVE_LIMITS.ratio) {
    throw new Refusal('file_hostile', name, 'packed too tightly');
  }
  const crc = directory.getUint32(at + 16, true);
  return { name, method, crc, packedBytes, unpackedBytes, offset: directory.getUint32(at + 42, true) };
}

/** An export never has names that lead out of a folder, or that one system reads otherwise than another. */
function refuseName(name: string): void {
  const odd =
    name === '' ||
    name.length > ARCHIVE_LIMITS.nameLength ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    name.includes('\\') ||
    /[\u0000-\u001f\u007f]/.test(name) ||
    name.split('/').some((part) => part === '..' || part === '.');
  if (odd) throw new Refusal('file_hostile', printable(name), 'a path an export never has');
}

/** Entries that share bytes are how a small file unpacks to a huge one. */
function refuseOverlaps(entries: readonly ZipEntry[], directoryStart: number): void {
  const inOrder = entries.toSorted((a, b) => a.offset - b.offset);
  inOrder.forEach((entry, i) => {
    const after = inOrder[i + 1]?.offset ?? directoryStart;
    const least = entry.offset + LOCAL_BYTES + entry.packedBytes;
    if (least > directoryStart) throw new Refusal('file_damaged', entry.name, 'reaches beyond the file');
    if (least > after) throw new Refusal('file_hostile', entry.name, 'overlaps another file');
  });
}

function byName(entries: readonly ZipEntry[]): Map<string, ZipEntry> {
  const seen = new Set<string>();
  for (const { name } of entries) {
    // Two names that differ in case only are one file on many disks.
    const folded = name.normalize('NFC').toLowerCase();
    if (seen.has(folded)) throw new Refusal('file_hostile', name, 'twice the same name');
    seen.add(folded);
  }
  return new Map(entries.map((entry) => [entry.name, entry]));
}

function printable(name: string): string {
  return name.replace(/[\u0000-\u001f\u007f]/g, '?').slice(0, 80);
}
