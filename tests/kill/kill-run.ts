import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningBrowser } from './browsers.ts';
import type { Coordinator } from './coordinator.ts';
import type { Inspection, Order, Signal, Variant } from './extension/orders.ts';
import { withRig, type BrowserName } from './kill-rig.ts';

const DATABASE = 'storm.db';
const FIRST_ACK_LIMIT_MS = 30_000;

export interface KillOptions {
  browser: BrowserName;
  variant: Variant;
  kills: number;
  /** The faulty disks take this long where they are at fault; 0: as long as it takes. */
  pauseMs: number;
  /** How long a storm goes on after its first acknowledged commit, at most. */
  stormMs: number;
  log: (line: string) => void;
}

export interface KillFigures {
  kills: number;
  /** Of these: the whole browser, and only the process of the extension. */
  kills_of_browser: number;
  kills_of_worker: number;
  /** Chunks of an unfinished fold were found afterwards; with those of a base that was being replaced. */
  kills_in_fold: number;
  kills_in_replace: number;
  acked: number;
  acked_least: number;
  lost: number;
  broken_invariants: number;
  integrity_errors: number;
  /** What was found, in words. */
  findings: string[];
}

/** One profile with one database, written to and killed again and again. */
export async function runKills(options: KillOptions): Promise<KillFigures> {
  return await withRig(options.browser, ({ coordinator, launch }) =>
    killAgainAndAgain(options, coordinator, launch),
  );
}

async function killAgainAndAgain(
  options: KillOptions,
  coordinator: Coordinator,
  launch: () => RunningBrowser,
): Promise<KillFigures> {
  const figures: KillFigures = {
    kills: 0,
    kills_of_browser: 0,
    kills_of_worker: 0,
    kills_in_fold: 0,
    kills_in_replace: 0,
    acked: 0,
    acked_least: Infinity,
    lost: 0,
    broken_invariants: 0,
    integrity_errors: 0,
    findings: [],
  };
  const seenFolds = new Set<number>();
  let browser = launch();
  let since = 0;
  try {
    for (let kill = 1; kill <= options.kills; kill++) {
      const acked = await stormUntil(options, coordinator, kill);
      const ofWorker = kill % 2 === 0;
      if (ofWorker) browser.killExtension();
      else await browser.kill();
      if (!ofWorker) browser = launch();
      const found = await coordinator.ask<Inspection>({ do: 'inspect', database: DATABASE, since });
      const verdict = judge(found, [...acked], since);
      const folds = found.unfinishedFolds.filter(({ fold }) => !seenFolds.has(fold));
      for (const { fold } of folds) seenFolds.add(fold);

      figures.kills++;
      figures[ofWorker ? 'kills_of_worker' : 'kills_of_browser']++;
      if (folds.length > 0) figures.kills_in_fold++;
      if (folds.some(({ replacing }) => replacing)) figures.kills_in_replace++;
      figures.acked += acked.size;
      figures.acked_least = Math.min(figures.acked_least, acked.size);
      figures.lost += verdict.lost.length;
      figures.broken_invariants += verdict.broken.length > 0 ? 1 : 0;
      figures.integrity_errors += verdict.integrity.length > 0 ? 1 : 0;
      figures.findings.push(
        ...[...verdict.broken, ...verdict.integrity].map((finding) => `kill ${kill}: ${finding}`),
        ...(verdict.lost.length > 0 ? [`kill ${kill}: lost ${verdict.lost.join(', ')}`] : []),
      );
      const target = ofWorker ? 'worker' : 'browser';
      options.log(
        `${options.variant} ${kill}/${options.kills} ${target}: ${acked.size} acked, ${verdict.lost.length} lost, at ${found.sequence}${folds.length > 0 ? ', in a fold' : ''}`,
      );
      since = found.sequence;
      // What is torn stays torn: the next death is judged by a database that was whole before it.
      if (verdict.broken.length + verdict.integrity.length > 0) {
        await coordinator.ask({ do: 'remove', database: DATABASE });
        since = 0;
      }
    }
  } finally {
    await browser.kill();
  }
  return figures;
}

/** Lets the worker write, and returns in the middle of it: at any moment, or right after a fold began. */
async function stormUntil(
  { variant, pauseMs, stormMs }: KillOptions,
  coordinator: Coordinator,
  kill: number,
): Promise<Set<number>> {
  const acked = new Set<number>();
  const first = Promise.withResolvers<void>();
  const trouble = Promise.withResolvers<never>();
  const aimAtFold = variant === 'product' && kill % 4 >= 2;
  let folding = Promise.withResolvers<void>();
  coordinator.onSignal = (signal: Signal) => {
    if (signal.kind === 'acked') for (const sequence of signal.sequences) acked.add(sequence);
    if (signal.kind === 'acked') first.resolve();
    if (signal.kind === 'folding') folding.resolve();
    if (signal.kind === 'trouble') trouble.reject(new Error(`the storm ended: ${signal.message}`));
  };
  const order: Order = { do: 'storm', database: DATABASE, variant, pauseMs };
  await coordinator.start(order);
  const moment = (async () => {
    await Promise.race([first.promise, tooLate('no commit was acknowledged')]);
    await sleep(stormMs * (0.15 + 0.85 * Math.random()));
    if (!aimAtFold) return;
    folding = Promise.withResolvers<void>();
    await Promise.race([folding.promise, tooLate('no fold began')]);
    await sleep(Math.random() * 15);
  })();
  await Promise.race([moment, trouble.promise]);
  // What is still on its way here was acknowledged before the death, and counts.
  return acked;
}

async function tooLate(what: string): Promise<never> {
  await sleep(FIRST_ACK_LIMIT_MS, undefined, { ref: false });
  throw new Error(what);
}

function judge(
  found: Inspection,
  acked: number[],
  since: number,
): { lost: number[]; broken: string[]; integrity: string[] } {
  if (found.refused) {
    return { lost: acked, broken: [], integrity: [`not opened, ${found.refused.message}`] };
  }
  const there = new Set(found.commits);
  const lost = acked.filter((sequence) => sequence > since && !there.has(sequence));
  const early = acked.filter((sequence) => sequence <= since);
  const back = found.sequence < since ? [`the sequence went back from ${since} to ${found.sequence}`] : [];
  return {
    lost,
    broken: [...found.broken, ...back, ...early.map((sequence) => `${sequence} was acknowledged before`)],
    integrity: found.integrity,
  };
}
