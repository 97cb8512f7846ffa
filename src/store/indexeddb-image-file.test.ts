import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import type { ImageRecord } from './image-file.ts';
import { indexedDbImageFile } from './indexeddb-image-file.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { StoreFullError } from './store-errors.ts';
import type { Store } from './store.ts';
import { testSqlite } from './test-store.ts';

let indexedDB: IDBFactory;
let store: Store;

const open = async (): Promise<Store> =>
  await openStore({
    name: 'vbs-local.db',
    file: indexedDbImageFile({ indexedDB, IDBKeyRange }),
    sqlite: await testSqlite(),
    migrations,
    clock: systemClock,
  });
const addUser = (id: string): Promise<number> =>
  store.write((tx) => tx.run('INSERT INTO users (id, domain) VALUES (?, ?)', [id, 'www.vinted.fr']));

beforeEach(async () => {
  indexedDB = new IDBFactory();
  store = await open();
  await addUser('local');
});
afterEach(() => vi.restoreAllMocks());

/** The raw record, read or replaced without our code. */
async function rawRecord(change?: (record: Record<string, unknown>) => unknown): Promise<ImageRecord> {
  const database = await promised(indexedDB.open('penderie-store'));
  const objects = database.transaction('images', 'readwrite').objectStore('images');
  const record = (await promised(objects.get('vbs-local.db'))) as ImageRecord;
  if (change) {
    change(record as unknown as Record<string, unknown>);
    await promised(objects.put(record));
  }
  database.close();
  return record;
}

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
}

test('one record a database: magic, format, name, generation, checksum, bytes', async () => {
  expect(await rawRecord()).toEqual({
    name: 'vbs-local.db',
    magic: 'PENDERIE',
    format: 1,
    generation: store.status().generation,
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    bytes: expect.any(Uint8Array),
  });
});

describe('a record that is not to be trusted is refused and stays as it is', () => {
  test.each<[string, string, (record: Record<string, unknown>) => unknown]>([
    [
      'torn',
      'store_unreadable',
      (record) => (record['bytes'] = (record['bytes'] as Uint8Array).slice(0, 8192)),
    ],
    ['one bit turned', 'store_unreadable', (record) => ((record['bytes'] as Uint8Array)[5000]! ^= 1)],
    ['emptied', 'store_unreadable', (record) => (record['bytes'] = new Uint8Array(0))],
    ['without bytes', 'store_unreadable', (record) => delete record['bytes']],
    ['without checksum', 'store_unreadable', (record) => delete record['checksum']],
    ['foreign', 'store_unreadable', (record) => (record['magic'] = 'SOMETHING')],
    ['without format', 'store_unreadable', (record) => delete record['format']],
    ['without generation', 'store_unreadable', (record) => delete record['generation']],
    [
      'of a newer format',
      'store_newer',
      (record) => ((record['format'] = 2), (record['checksum'] = 'other rule')),
    ],
  ])('%s', async (_name, code, harm) => {
    await store.close();
    const harmed = await rawRecord(harm);
    await expect(open()).rejects.toMatchObject({ appError: { code } });
    expect(await rawRecord()).toEqual(harmed);
  });

  test('whole, but no database inside', async () => {
    await store.close();
    const bytes = new TextEncoder().encode('not a database at all '.repeat(500));
    const digest = await crypto.subtle.digest('SHA-256', bytes);
    const checksum = Buffer.from(digest).toString('hex');
    await rawRecord((record) => Object.assign(record, { bytes, checksum }));
    await expect(open()).rejects.toMatchObject({ appError: { code: 'store_unreadable' } });
  });

  test('while it is open, too: the next save is fenced and memory is not trusted', async () => {
    await rawRecord((record) => (record['checksum'] = 'turned'));
    await expect(addUser('a')).rejects.toMatchObject({ appError: { code: 'store_lost' } });
    expect(() => store.read((reader) => reader.all('SELECT * FROM users'))).toThrow('read back');
  });
});

describe('a full disk', () => {
  const users = () =>
    store
      .read((reader) => reader.all<{ id: string }>('SELECT id FROM users ORDER BY rowid'))
      .map((row) => row.id);

  test('told at the request', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(addUser('a')).rejects.toThrow(StoreFullError);
    expect(users()).toEqual(['local']);
  });

  test('told when the transaction commits', async () => {
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args);
      // As a browser does: the request succeeds, then the transaction aborts with the quota as its reason.
      request.addEventListener('success', () =>
        (this.transaction as unknown as { _abort(name: string): void })._abort('QuotaExceededError'),
      );
      return request;
    });
    await expect(addUser('a')).rejects.toThrow(StoreFullError);
    expect(users()).toEqual(['local']);
    vi.restoreAllMocks();
    await addUser('b');
    store = await open();
    expect(users()).toEqual(['local', 'b']);
  });
});
