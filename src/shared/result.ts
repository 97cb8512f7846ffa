import type { AppError } from './app-error.ts';

/** An expected outcome as a value. A throw is a bug; it becomes `internal` at the message boundary. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError };

export function ok(): Result<void>;
export function ok<T>(value: T): Result<T>;
export function ok<T>(value?: T): Result<T | undefined> {
  return { ok: true, value };
}

export function fail<T = never>(error: AppError): Result<T> {
  return { ok: false, error };
}
