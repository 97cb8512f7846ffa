import type { Connection } from './connection.ts';
import type { ChangeEvent, Transaction } from './store.ts';

export interface TransactionOutcome<T> {
  value: T;
  events: ChangeEvent[];
}

/** Runs `change` between BEGIN and COMMIT; what it throws rolls everything back and is thrown on. */
export function runTransaction<T>(
  connection: Connection,
  change: (transaction: Transaction) => T,
): TransactionOutcome<T> {
  const events: ChangeEvent[] = [];
  let over = false;
  const open = (): Connection => {
    if (over) throw new Error('this transaction is over: there is no await in a transaction');
    return connection;
  };
  connection.begin();
  try {
    const value = change({
      all: (sql, params) => open().all(sql, params),
      get: (sql, params) => open().get(sql, params),
      run: (sql, params) => open().run(sql, params),
      emit: (name, ...ids) => void (open(), events.push({ name, ids })),
    });
    refusePromise(value);
    over = true;
    connection.commit();
    return { value, events: mergeEvents(events) };
  } catch (error) {
    connection.rollback();
    throw error;
  } finally {
    over = true;
  }
}

/** One event per name, in order of first appearance, each id once. */
export function mergeEvents(events: readonly ChangeEvent[]): ChangeEvent[] {
  const idsByName = new Map<ChangeEvent['name'], Set<string>>();
  for (const { name, ids } of events) {
    const merged = idsByName.get(name) ?? new Set<string>();
    for (const id of ids) merged.add(id);
    idsByName.set(name, merged);
  }
  return [...idsByName].map(([name, ids]) => ({ name, ids: [...ids] }));
}

function refusePromise(value: unknown): void {
  if (value === null || typeof value !== 'object' || typeof (value as { then?: unknown }).then !== 'function')
    return;
  // The rest of the function would run after the transaction; what it throws then has nobody left to hear it.
  Promise.resolve(value).catch(() => undefined);
  throw new TypeError('a transaction is a synchronous function: it returned a promise');
}
