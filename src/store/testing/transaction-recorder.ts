/** One IndexedDB transaction as it was asked for, and how far it got. */
export interface RecordedTransaction {
  stores: string[];
  mode: IDBTransactionMode;
  durability: IDBTransactionDurability;
  complete: boolean;
}

/**
 * Notes every transaction made on `prototype` (`IDBDatabase.prototype`), whoever makes it.
 * @returns the notes, and the way to stop
 */
export function recordTransactions(prototype: IDBDatabase): {
  made: RecordedTransaction[];
  stop: () => void;
} {
  const made: RecordedTransaction[] = [];
  const original = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, stores, mode = 'readonly', options) {
    const transaction = original.call(this, stores, mode, options);
    const note: RecordedTransaction = {
      stores: typeof stores === 'string' ? [stores] : [...stores],
      mode,
      durability: transaction.durability,
      complete: false,
    };
    transaction.addEventListener('complete', () => (note.complete = true));
    made.push(note);
    return transaction;
  };
  return { made, stop: () => void (prototype.transaction = original) };
}

/**
 * What is wrong with the transactions behind something that was just acknowledged as written. To be called at the
 * moment of the acknowledgement; empty when there was at least one write, all strict and all complete.
 */
export function durabilityFaults(made: readonly RecordedTransaction[]): string[] {
  const writes = made.filter((one) => one.mode === 'readwrite');
  if (writes.length === 0) return ['acknowledged without any write to IndexedDB'];
  return writes.flatMap((one) => {
    const name = one.stores.join('+');
    return [
      ...(one.durability === 'strict' ? [] : [`${name}: durability ${one.durability}`]),
      ...(one.complete ? [] : [`${name}: acknowledged before it was complete`]),
    ];
  });
}
