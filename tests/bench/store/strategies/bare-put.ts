import type { Row } from '../rows.ts';
import type { Strategy } from '../strategy.ts';

/**
 * The floor that no store on IndexedDB can pass: one native transaction, durability strict, that puts as many bytes as
 * ours does for the same rows, and says at once that it is complete.
 * @param payloads records of ours, by how many rows they hold
 */
export function barePut(name: string, payloads: Map<number, Uint8Array[]>): Strategy {
  let database: IDBDatabase;
  let key = 0;
  let last: Uint8Array = new Uint8Array();
  const put = (bytes: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction('log', 'readwrite', { durability: 'strict' });
      transaction.objectStore('log').put(bytes, ++key);
      transaction.commit();
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
  const all = <T>(make: (log: IDBObjectStore) => IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      const request = make(database.transaction('log', 'readwrite').objectStore('log'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('refused'));
    });
  return {
    create: () => Promise.resolve(),
    async open() {
      database = await opened(name);
      const [kept] = await all((log) => log.getAllKeys());
      key = Number(kept ?? 0);
    },
    commit(rows: Row[]) {
      const known = payloads.get(rows.length)!;
      last = known[key % known.length]!;
      return put(last);
    },
    async difference() {
      const kept = await all<Uint8Array | undefined>((log) => log.get(key));
      const same = kept?.length === last.length && last.every((byte, at) => byte === kept[at]);
      return same ? null : 'the last value is not what was put';
    },
    async close() {
      // As much as the log of ours holds, and no more.
      await all((log) => log.delete(IDBKeyRange.upperBound(key, true)));
      database.close();
    },
    lastBytes: () => last.length,
  };
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('log');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('refused'));
  });
}
