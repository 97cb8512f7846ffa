const NAME = 'paged-sqlite:turn-over';
const TABLE = 'ballast';
/** Chromium keeps larger values in files of their own. */
const VALUE_BYTES = 60_000;
const VALUES_AT_ONCE = 20;
/** LevelDB begins another log once this one holds 4 MiB; with the batch after it, it does so by itself. */
const BATCHES = 5;

/**
 * Makes Chromium begin a new log file under IndexedDB; to be called once after each start of the browser, before
 * anything of value is written. Chromium keeps the databases of an origin in LevelDB, which after a crash goes on writing
 * behind a record that was cut short (google/leveldb issue 1287). At its next opening it finds that place, calls
 * everything corrupt, and Chromium deletes all databases of the origin. A log that is full is put away, with that place in
 * it. Writes and deletes 6 MB; of no use in other browsers, and of no harm.
 * @throws DOMException where there is no room
 */
export async function turnOverBrowserLog(indexedDB: IDBFactory = globalThis.indexedDB): Promise<void> {
  // What nobody can compress.
  const ballast = crypto.getRandomValues(new Uint8Array(VALUE_BYTES));
  const database = await open(indexedDB);
  try {
    for (let batch = 0; batch < BATCHES; batch++) await write(database, batch, ballast);
  } finally {
    database.close();
    await settled(indexedDB.deleteDatabase(NAME));
  }
}

function open(indexedDB: IDBFactory): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
  return settled(request);
}

function write(database: IDBDatabase, batch: number, ballast: Uint8Array): Promise<void> {
  const transaction = database.transaction(TABLE, 'readwrite', { durability: 'relaxed' });
  const table = transaction.objectStore(TABLE);
  for (let at = 0; at < VALUES_AT_ONCE; at++) table.put(ballast, batch * VALUES_AT_ONCE + at);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('failed', 'UnknownError'));
  });
}
