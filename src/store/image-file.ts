import { sha256Hex } from '../shared/ids.ts';
import { StoreNewerError, StoreUnreadableError } from './store-errors.ts';

/** Which saved state of a database: enough to notice that somebody else saved in between, even after a removal. */
export interface ImageVersion {
  generation: number;
  /** SHA-256 of the bytes, hex. */
  checksum: string;
}

/** A whole database as it lies on disk. */
export interface DatabaseImage extends ImageVersion {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The record of the image in IndexedDB. */
export interface ImageRecord extends DatabaseImage {
  magic: typeof MAGIC;
  format: number;
}

/**
 * Where database images are kept. Every method that changes something resolves only once that is durable. The paged
 * engine of a later issue replaces what stands behind it.
 */
export interface ImageFile {
  readonly backend: 'sqlite' | 'memory';
  /**
   * The verified image, or null where there never was one.
   * @throws StoreUnreadableError, StoreNewerError: the record is there but not to be trusted; it stays untouched
   */
  load(name: string): Promise<DatabaseImage | null>;
  /**
   * Writes `image` over the state `previous` (null: nothing there yet), and over that state only.
   * @throws StoreFencedError when another state lies there: nothing was written
   */
  save(image: DatabaseImage, previous: ImageVersion | null): Promise<void>;
  /** Removes the image and its copies. */
  remove(name: string): Promise<void>;
  /** Moves an image and its copies to a name that is free. */
  rename(from: string, to: string): Promise<void>;
  /** The names of all images, copies left out. */
  list(): Promise<string[]>;
  /** Keeps what lies there now as a copy, in place of the copy with that label. */
  keepCopy(name: string, label: string): Promise<void>;
  loadCopy(name: string, label: string): Promise<DatabaseImage | null>;
}

const MAGIC = 'PENDERIE';
const FORMAT = 1;

export async function sealImage(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  generation: number,
): Promise<DatabaseImage> {
  return { name, generation, checksum: await sha256Hex(bytes), bytes };
}

export function recordOf(image: DatabaseImage): ImageRecord {
  return { magic: MAGIC, format: FORMAT, ...image };
}

/** Trusts a record only if everything about it fits. An unfit one is never taken for an empty database. */
export async function openRecord(name: string, record: unknown): Promise<DatabaseImage> {
  const { magic, format, generation, checksum, bytes, ...rest } = (record ?? {}) as Partial<ImageRecord>;
  if (magic !== MAGIC) throw new StoreUnreadableError(name, 'the record is not one of Penderie');
  if (typeof format === 'number' && format > FORMAT)
    throw new StoreNewerError(name, `record format ${format}`);
  if (format !== FORMAT) throw new StoreUnreadableError(name, `record format ${String(format)}`);
  if (
    rest.name !== name ||
    !Number.isSafeInteger(generation) ||
    generation! < 1 ||
    !(bytes instanceof Uint8Array)
  ) {
    throw new StoreUnreadableError(name, 'the record is incomplete');
  }
  if (bytes.length === 0 || (await sha256Hex(bytes)) !== checksum) {
    throw new StoreUnreadableError(name, 'the checksum does not fit the bytes');
  }
  return { name, generation: generation!, checksum, bytes };
}

export function sameVersion(a: ImageVersion | null, b: ImageVersion | null): boolean {
  return a?.generation === b?.generation && a?.checksum === b?.checksum;
}
