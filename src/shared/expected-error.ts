import type { AppError } from './app-error.ts';

/** A failure that had to be thrown (a promise of the store rejects with it) though it is expected: it knows its code. */
export abstract class ExpectedError extends Error {
  abstract readonly appError: AppError;
}
