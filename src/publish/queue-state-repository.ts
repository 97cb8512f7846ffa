import type { Reader, Transaction } from '../store/store.ts';
import type { QueueHalt } from './job.ts';

/** Whether the account's queue stands still: by the seller's pause, or by a halt only a human may lift. */
export interface QueueState {
  paused: boolean;
  halt: QueueHalt | null;
}

const KEY = 'queue.state';

/** Kept in the account's own settings table, so that it is as durable as the jobs it governs. */
export const queueStateRepository = {
  read(reader: Reader): QueueState {
    const row = reader.get<{ value: string }>(`SELECT value FROM settings WHERE key = $key`, { $key: KEY });
    return row ? (JSON.parse(row.value) as QueueState) : { paused: false, halt: null };
  },

  write(tx: Transaction, state: QueueState, now: string): void {
    tx.run(
      `INSERT INTO settings (key, value, updated_at) VALUES ($key, $value, $now)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
      { $key: KEY, $value: JSON.stringify(state), $now: now },
    );
    tx.emit('queue.changed');
  },
};
