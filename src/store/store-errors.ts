import { appError } from '../shared/app-error.ts';
import type { AppError } from '../shared/app-error.ts';
import { ExpectedError } from '../shared/expected-error.ts';

/** What can go wrong with the database as a whole. `appError` is what a seller is told. */
export abstract class StoreError extends ExpectedError {}

/** The record on disk is torn, altered or not ours. It stays as it is: nothing was written over it. */
export class StoreUnreadableError extends StoreError {
  override readonly name = 'StoreUnreadableError';
  readonly appError: AppError;

  constructor(database: string, reason: string, options?: ErrorOptions) {
    super(`${database} cannot be read: ${reason}`, options);
    this.appError = appError('store_unreadable', { params: { database }, detail: reason });
  }
}

/** Written by a newer Penderie. Refused and left untouched. */
export class StoreNewerError extends StoreError {
  override readonly name = 'StoreNewerError';
  readonly appError: AppError;

  constructor(database: string, reason: string) {
    super(`${database} was written by a newer version: ${reason}`);
    this.appError = appError('store_newer', { params: { database }, detail: reason });
  }
}

/** The browser's storage is full. What was asked did not happen. */
export class StoreFullError extends StoreError {
  override readonly name = 'StoreFullError';
  readonly appError: AppError;

  constructor(database: string, options?: ErrorOptions) {
    super(`no room left to keep ${database}`, options);
    this.appError = appError('storage_full', { params: { database } });
  }
}

/**
 * The disk, or another writer, did not let a change become durable. What was asked did not happen, unless the disk
 * could not even be read back: then reads throw this too, until a later write finds the disk again.
 */
export class StoreLostError extends StoreError {
  override readonly name = 'StoreLostError';
  readonly appError: AppError;

  constructor(database: string, reason: string, options?: ErrorOptions) {
    super(`${database} could not be saved: ${reason}`, options);
    this.appError = appError('store_lost', { params: { database }, detail: reason });
  }
}

/** Somebody else saved this database since it was loaded: the save did nothing. */
export class StoreFencedError extends Error {
  override readonly name = 'StoreFencedError';

  constructor(database: string) {
    super(`${database} was saved by another writer`);
  }
}

/**
 * Names a failed save or load. A full disk shows itself as `QuotaExceededError`, at the request or (wrapped by Dexie
 * in an AbortError's `inner`) when the transaction commits.
 */
export function storeErrorFrom(database: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (isQuotaError(error)) return new StoreFullError(database, { cause: error });
  return new StoreLostError(
    database,
    error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    {
      cause: error,
    },
  );
}

function isQuotaError(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at !== null && typeof at === 'object' && depth < 5; depth++) {
    const { name, inner, cause } = at as { name?: unknown; inner?: unknown; cause?: unknown };
    if (name === 'QuotaExceededError') return true;
    at = inner ?? cause;
  }
  return false;
}
