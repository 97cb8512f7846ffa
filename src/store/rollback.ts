import type { AppError } from '../shared/app-error.ts';
import { fail } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { StoreError } from './store-errors.ts';
import type { Store, Transaction } from './store.ts';

/** Thrown inside a `write` to roll it back with an expected failure. */
export class Rollback extends Error {
  override readonly name = 'Rollback';
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.error = error;
  }
}

/**
 * Runs `change` in one transaction and answers once it is durable. A `fail(…)` it returns, or a `Rollback` it throws,
 * undoes all it did and becomes the answer, as does a store that could not save (`storage_full`, `store_lost`).
 * Anything else thrown is a bug and is thrown on.
 */
export async function writeResult<T>(
  store: Store,
  change: (transaction: Transaction) => Result<T>,
): Promise<Result<T>> {
  try {
    return await store.write((transaction) => {
      const result = change(transaction);
      if (!result.ok) throw new Rollback(result.error);
      return result;
    });
  } catch (error) {
    if (error instanceof Rollback) return fail(error.error);
    if (error instanceof StoreError) return fail(error.appError);
    throw error;
  }
}
