import { appError } from '../shared/app-error.ts';
import type { AppError } from '../shared/app-error.ts';
import { pagedErrorFrom } from '../paged-sqlite/errors.ts';
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

/** Says to a seller what the engine answered. */
export function storeErrorFrom(database: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { code, reason } = pagedErrorFrom(database, error);
  switch (code) {
    case 'damaged':
    case 'missing':
      return new StoreUnreadableError(database, reason, { cause: error });
    case 'newer':
      return new StoreNewerError(database, reason);
    case 'full':
      return new StoreFullError(database, { cause: error });
    case 'lost':
    case 'unreadable':
    case 'fenced':
    case 'locked':
    case 'closed':
      return new StoreLostError(database, reason, { cause: error });
  }
}
