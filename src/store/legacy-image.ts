import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import { sha256Hex } from '../shared/ids.ts';
import { StoreNewerError, StoreUnreadableError } from './store-errors.ts';

/** How version 0.1 kept a database: all of it in one record. */
export interface LegacyImage {
  magic: string;
  format: number;
  name: string;
  generation: number;
  /** SHA-256 of the bytes, hex. */
  checksum: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Databases that version 0.1 left behind. */
export interface LegacyImages {
  /**
   * The verified bytes, or null where there are none.
   * @throws StoreUnreadableError, StoreNewerError: the record is there but not to be trusted; it stays untouched
   */
  load(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** To be called once the bytes are durable elsewhere. */
  remove(name: string): Promise<void>;
}

const DATABASE = 'penderie-store';
const MAGIC = 'PENDERIE';
const FORMAT = 1;

export function legacyImages(
  options: { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange } = {},
): LegacyImages {
  const { indexedDB, IDBKeyRange } = options;
  // Opening would make it: most sellers never had one.
  const isThere = async (): Promise<boolean> => {
    const all = await (indexedDB ?? globalThis.indexedDB).databases();
    return all.some(({ name }) => name === DATABASE);
  };
  const open = async () => {
    const dexie = new Dexie(DATABASE, {
      chromeTransactionDurability: 'strict',
      cache: 'disabled',
      ...(indexedDB && { indexedDB }),
      ...(IDBKeyRange && { IDBKeyRange }),
    });
    dexie.version(1).stores({ images: 'name, [name+generation+checksum]', copies: 'key' });
    await dexie.open();
    return { dexie, images: dexie.table('images') as Table<LegacyImage, string> };
  };

  return {
    async load(name) {
      if (!(await isThere())) return null;
      const { dexie, images } = await open();
      const image = await images.get(name);
      dexie.close();
      return image ? await trusted(name, image) : null;
    },
    async remove(name) {
      if (!(await isThere())) return;
      const { dexie, images } = await open();
      await images.delete(name);
      const left = await images.count();
      if (left === 0) await dexie.delete();
      else dexie.close();
    },
  };
}

async function trusted(name: string, image: Partial<LegacyImage>): Promise<Uint8Array<ArrayBuffer>> {
  const { magic, format, bytes, checksum } = image;
  if (magic !== MAGIC) throw new StoreUnreadableError(name, 'the record is not one of Penderie');
  if (typeof format === 'number' && format > FORMAT)
    throw new StoreNewerError(name, `record format ${format}`);
  const whole = format === FORMAT && image.name === name && bytes instanceof Uint8Array && bytes.length > 0;
  if (!whole) throw new StoreUnreadableError(name, 'the record is incomplete');
  if ((await sha256Hex(bytes)) !== checksum)
    throw new StoreUnreadableError(name, 'the checksum does not fit the bytes');
  return bytes;
}
