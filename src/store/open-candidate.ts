import { Connection } from './connection.ts';
import { applyMigrations, pendingMigrations } from './migrate.ts';
import type { OpenStoreOptions } from './open-store.ts';
import { StoreUnreadableError } from './store-errors.ts';

/** A database that is not the seller's yet: opened in memory, judged, brought up to date. */
export interface Candidate {
  connection: Connection;
  /** The file as it is now. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/**
 * @param bytes a database file from a snapshot, a backup, or a damaged disk
 * @throws StoreUnreadableError where SQLite finds it damaged or it is not one of ours, StoreNewerError
 */
export function openCandidate(
  { name, sqlite, migrations, clock }: Pick<OpenStoreOptions, 'name' | 'sqlite' | 'migrations' | 'clock'>,
  bytes: Uint8Array,
): Candidate {
  const { database, file } = sqlite.open(bytes);
  try {
    const connection = new Connection(database);
    const pending = pendingMigrations(name, connection, migrations);
    if (pending.length === migrations.length)
      throw new StoreUnreadableError(name, 'it holds nothing of Penderie');
    const findings = connection.check();
    if (findings.length > 0) throw new StoreUnreadableError(name, findings.join('; '));
    applyMigrations(connection, pending, clock);
    const { pageSize } = file.size();
    return { connection, bytes: () => file.read(0, pageSize * file.size().pageCount) };
  } catch (error) {
    database.close();
    if (error instanceof Error && error.message.includes('file is not a database'))
      throw new StoreUnreadableError(name, error.message, { cause: error });
    throw error;
  }
}
