import type { Model } from './rows.ts';
import type { Strategy } from './strategy.ts';

export interface Batch {
  /** Each commit, from the call to the durable answer, ms. */
  ms: number[];
  /** Bytes handed to IndexedDB by each commit, where they are known. */
  bytes: number[];
  /** What closing waited for: a checkpoint that still ran. */
  settleMs: number;
  folds: number;
}

/** One commit after another, of `rows` rows each. The rows are made before the clock runs. */
export async function runBatch(
  strategy: Strategy,
  model: Model,
  rows: number,
  commits: number,
): Promise<Batch> {
  await strategy.open();
  const batch: Batch = { ms: [], bytes: [], settleMs: 0, folds: 0 };
  for (let done = 0; done < commits; done++) {
    const next = model.next(rows);
    const start = performance.now();
    await strategy.commit(next);
    batch.ms.push(performance.now() - start);
    const bytes = strategy.lastBytes?.();
    if (bytes !== undefined) batch.bytes.push(bytes);
  }
  const end = performance.now();
  await strategy.close();
  batch.settleMs = performance.now() - end;
  batch.folds = strategy.folds?.() ?? 0;
  return batch;
}

/** Opens it anew and compares what is there with what was committed. */
export async function verify(strategy: Strategy, model: Model): Promise<string | null> {
  await strategy.open();
  try {
    return await strategy.difference(model);
  } finally {
    await strategy.close();
  }
}
