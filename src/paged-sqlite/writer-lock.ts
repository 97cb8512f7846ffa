import { PagedSqliteError } from './errors.ts';

/** Waits until nobody else holds the database, and holds it. @returns the way to let it go */
export type WriterLock = (database: string) => Promise<() => void>;

/** How long a worker that is being replaced may take to end. */
const PATIENCE_MS = 10_000;

/** One writer at a time in a browser profile. The browser lets go when the holder dies. */
export function webWriterLock(locks: LockManager = navigator.locks, patienceMs = PATIENCE_MS): WriterLock {
  return (database) =>
    new Promise((resolve, reject) => {
      locks
        .request(`paged-sqlite:${database}`, { signal: AbortSignal.timeout(patienceMs) }, () => {
          const held = Promise.withResolvers<void>();
          resolve(held.resolve);
          return held.promise;
        })
        .catch((error: unknown) =>
          reject(new PagedSqliteError('locked', database, 'another writer holds it', { cause: error })),
        );
    });
}
