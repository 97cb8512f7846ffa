import { Dexie, type Table } from 'dexie';
import { makeTokenKey } from './confirm-token.ts';

interface KeyRow {
  name: string;
  key: CryptoKey;
}

/**
 * The key that signs confirmations: made once, non-extractable, kept outside SQLite in a database of its own, so that
 * no backup or export can carry it. Losing it only voids open previews.
 */
export async function openTokenKey(): Promise<CryptoKey> {
  const database = new Dexie('penderie-keys', { chromeTransactionDurability: 'strict' });
  database.version(1).stores({ keys: 'name' });
  const keys: Table<KeyRow, string> = database.table('keys');
  try {
    const known = await keys.get('confirm');
    if (known) return known.key;
    await keys.add({ name: 'confirm', key: await makeTokenKey() }).catch((error: unknown) => {
      // Two workers can't be alive at once, but a start may be repeated: the first key stays.
      if (!(error instanceof Dexie.ConstraintError)) throw error;
    });
    return (await keys.get('confirm'))!.key;
  } finally {
    database.close();
  }
}
