import { isoTime } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import type { Connection } from './connection.ts';
import { StoreNewerError, StoreUnreadableError } from './store-errors.ts';

/** One step of the schema. Frozen once it is committed: what comes later is another migration. */
export interface Migration {
  /** 1, 2, 3 … without a gap. */
  version: number;
  name: string;
  sql: string;
  /** SHA-256 of `sql`, hex; a test holds the two together. */
  hash: string;
}

interface AppliedRow {
  version: number;
  name: string;
  hash: string;
}

const APPLIED_TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL
) STRICT`;

/**
 * What is still to apply. Only reads.
 * @throws StoreNewerError where the database knows more steps than we do
 * @throws StoreUnreadableError where its steps are not ours: not a database of Penderie, or a frozen step was changed
 */
export function pendingMigrations(
  name: string,
  connection: Connection,
  known: readonly Migration[],
): Migration[] {
  const applied = appliedMigrations(name, connection);
  for (const [at, row] of applied.entries()) {
    const step = known[at];
    if (!step)
      throw new StoreNewerError(name, `schema ${row.version} (${row.name}), known up to ${known.length}`);
    if (step.version !== row.version || step.hash !== row.hash) {
      throw new StoreUnreadableError(
        name,
        `schema ${row.version} (${row.name}) is not the one of this version`,
      );
    }
  }
  return known.slice(applied.length);
}

/** Applies each step in a transaction of its own. A step that fails leaves those before it and throws. */
export function applyMigrations(connection: Connection, pending: readonly Migration[], clock: Clock): void {
  for (const step of pending) {
    // Rebuilding a table drops it: its rows' references are checked at the end, not row by row.
    connection.script('PRAGMA foreign_keys=OFF');
    connection.begin();
    try {
      connection.script(APPLIED_TABLE);
      connection.script(step.sql);
      const broken = connection.get<{ table: string }>('SELECT "table" FROM pragma_foreign_key_check');
      if (broken) throw new Error(`migration ${step.name} breaks the references of ${broken.table}`);
      connection.run('INSERT INTO schema_migrations (version, name, hash, applied_at) VALUES (?, ?, ?, ?)', [
        step.version,
        step.name,
        step.hash,
        isoTime(clock.now()),
      ]);
      connection.commit();
    } catch (error) {
      connection.rollback();
      throw error;
    } finally {
      connection.script('PRAGMA foreign_keys=ON');
    }
  }
}

function appliedMigrations(name: string, connection: Connection): AppliedRow[] {
  try {
    const tables = connection.all<{ name: string }>('SELECT name FROM sqlite_schema');
    if (tables.length === 0) return [];
    return connection.all<AppliedRow>('SELECT version, name, hash FROM schema_migrations ORDER BY version');
  } catch (error) {
    throw new StoreUnreadableError(name, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}
