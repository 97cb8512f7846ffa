/**
 * - `damaged`: what lies on the disk is torn, altered or foreign; it was left as it is
 * - `newer`: written by a newer version of this package; left as it is
 * - `missing`: a database that must exist does not
 * - `full`: the browser's quota is used up; memory is back at what is durable
 * - `lost`: a change could not be made durable; memory is back at what is durable
 * - `unreadable`: memory could not even be brought back; reads answer this until a later write finds the disk again
 * - `fenced`: another writer has written since; nothing of ours was kept
 * - `locked`: another writer holds the database open
 * - `closed`: used after `close`
 */
export type PagedSqliteErrorCode =
  'damaged' | 'newer' | 'missing' | 'full' | 'lost' | 'unreadable' | 'fenced' | 'locked' | 'closed';

export class PagedSqliteError extends Error {
  override readonly name = 'PagedSqliteError';
  readonly code: PagedSqliteErrorCode;
  readonly database: string;
  /** What is wrong, without the database's name. */
  readonly reason: string;

  constructor(code: PagedSqliteErrorCode, database: string, reason: string, options?: ErrorOptions) {
    super(`${database}: ${reason}`, options);
    this.code = code;
    this.database = database;
    this.reason = reason;
  }
}

/** Names what a disk answered. A full one says `QuotaExceededError`, by itself or inside an AbortError. */
export function pagedErrorFrom(database: string, error: unknown): PagedSqliteError {
  if (error instanceof PagedSqliteError) return error;
  if (saysQuota(error))
    return new PagedSqliteError('full', database, 'no room left on the disk', { cause: error });
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new PagedSqliteError('lost', database, reason, { cause: error });
}

function saysQuota(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at !== null && typeof at === 'object' && depth < 5; depth++) {
    const { name, inner, cause } = at as { name?: unknown; inner?: unknown; cause?: unknown };
    if (name === 'QuotaExceededError') return true;
    at = inner ?? cause;
  }
  return false;
}
