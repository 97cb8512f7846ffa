import type { Reader, Transaction } from '../store/store.ts';

/** Rows of `settings`: one per key, the value as JSON. A database belongs to one account, and so do its settings. */
export const settingsRepository = {
  get(reader: Reader, key: string): unknown {
    const row = reader.get<{ value: string }>(`SELECT value FROM settings WHERE key = $key`, { $key: key });
    return row ? (JSON.parse(row.value) as unknown) : undefined;
  },

  set(tx: Transaction, key: string, value: unknown, now: string): void {
    tx.run(
      `INSERT INTO settings (key, value, updated_at) VALUES ($key, $value, $now)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      { $key: key, $value: JSON.stringify(value), $now: now },
    );
  },
};
