import { runBatch, verify } from './batch.ts';
import { cold, createCold, removeCold } from './cold.ts';
import { Model } from './rows.ts';
import { saveDrafts } from './save-drafts.ts';
import type { RequestName, Requests, StrategyName } from './requests.ts';
import type { Strategy } from './strategy.ts';
import { barePut } from './strategies/bare-put.ts';
import { dexieRows } from './strategies/dexie-rows.ts';
import { naive } from './strategies/naive.ts';
import { paged } from './strategies/paged.ts';
import { sahpool } from './strategies/sahpool.ts';
import { waSqlite } from './strategies/wa-sqlite.ts';

/** The service worker of the benchmark's own extension: answers one request of the driver at a time. */
const ROWS_PER_MB = 1_000;
const RECORDS = { 1: 20, 1000: 4 };

interface Made {
  strategy: Strategy;
  model: Model;
}

const made = new Map<string, Made>();
const payloads = new Map<number, Map<number, Uint8Array[]>>();

const of = (strategy: StrategyName, size: number): Made => {
  const key = `${strategy}-${size}`;
  const found = made.get(key) ?? {
    strategy: strategyOf(strategy, size),
    model: new Model(size * ROWS_PER_MB),
  };
  made.set(key, found);
  return found;
};

function strategyOf(strategy: StrategyName, size: number): Strategy {
  const name = `${strategy}-${size}`;
  switch (strategy) {
    case 'ours':
      return paged(name);
    case 'naive':
      return naive(name);
    case 'wa_sqlite':
    case 'wa_sqlite_exclusive':
      return waSqlite(name, strategy === 'wa_sqlite_exclusive');
    case 'dexie_rows':
      return dexieRows(name);
    case 'bare_put':
      return barePut(name, payloads.get(size)!);
    case 'sahpool':
    case 'sahpool_wal':
      return sahpool(name, strategy === 'sahpool_wal');
  }
}

type Answers = { [Name in RequestName]: (ask: Requests[Name]['ask']) => Promise<Requests[Name]['answer']> };

const answers: Answers = {
  async create({ strategy, size }) {
    const { strategy: made, model } = of(strategy, size);
    await made.create(model.rows(), model.versions.length);
    if (strategy === 'ours') payloads.set(size, await recordsOf(size));
    return { crossOriginIsolated: self.crossOriginIsolated };
  },
  async batch({ strategy, size, rows, commits }) {
    const { strategy: made, model } = of(strategy, size);
    const batch = await runBatch(made, model, rows, commits);
    return { ...batch, inside: 'takeInside' in made ? (made.takeInside as () => number[])() : [] };
  },
  async verify({ strategy, size }) {
    const { strategy: made, model } = of(strategy, size);
    return { difference: await verify(made, model) };
  },
  async group({ size, callers, commits }) {
    const { strategy, model } = of('ours', size);
    const rows = Array.from({ length: commits }, () => model.next(1));
    await strategy.open();
    const start = performance.now();
    const call = async () => {
      for (let next = rows.shift(); next; next = rows.shift()) await strategy.commit(next);
    };
    await Promise.all(Array.from({ length: callers }, call));
    const perSecond = (commits / (performance.now() - start)) * 1_000;
    await strategy.close();
    return { perSecond, difference: await verify(strategy, model) };
  },
  async remove({ strategy, size }) {
    made.delete(`${strategy}-${size}`);
    indexedDB.deleteDatabase(`${strategy}-${size}`);
    return {};
  },
  createCold,
  cold,
  removeCold,
  saveDraft: saveDrafts,
};

/** Real records of ours, for the bare put. */
async function recordsOf(size: number): Promise<Map<number, Uint8Array[]>> {
  const { strategy, model } = of('ours', size);
  const ours = strategy as ReturnType<typeof paged>;
  const records = new Map<number, Uint8Array[]>();
  await ours.open();
  for (const [rows, count] of Object.entries(RECORDS)) {
    const kept: Uint8Array[] = [];
    for (let at = 0; at < count; at++) {
      await ours.commit(model.next(Number(rows)));
      kept.push(ours.lastRecord());
    }
    records.set(Number(rows), kept);
  }
  await ours.close();
  return records;
}

chrome.runtime.onMessage.addListener(
  (message: { to?: string; name: RequestName; ask: never }, _sender, reply) => {
    if (message.to !== 'worker') return false;
    answers[message.name](message.ask).then(reply, (error: unknown) =>
      reply({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    return true;
  },
);
