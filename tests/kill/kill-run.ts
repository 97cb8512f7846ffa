import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningBrowser } from './browsers.ts';
import type { Coordinator } from './coordinator.ts';
import type { Inspection, Order, Signal, Variant } from './extension/orders.ts';
import { isWhole, Tally, type KillFigures } from './figures.ts';
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
  const tally = new Tally();
  // As the product does after each start of the browser.
  const afterStart = async (): Promise<void> => {
    if (options.browser === 'chromium') await coordinator.ask({ do: 'turn-over' });
  };
  let browser = launch();
  let since = 0;
  try {
    await afterStart();
    for (let kill = 1; kill <= options.kills; kill++) {
      const acked = await stormUntil(options, coordinator, kill);
      const target = kill % 2 === 0 ? 'worker' : 'browser';
      if (target === 'worker') browser.killExtension();
      else {
        await browser.kill();
        browser = launch();
        await afterStart();
      }
      const found = await coordinator.ask<Inspection>({ do: 'inspect', database: DATABASE, since });
      options.log(`${options.variant}, ${tally.add({ target, acked: [...acked], since, found })}`);
      since = found.sequence;
      if (isWhole(found)) continue;
      await coordinator.ask({ do: 'remove', database: DATABASE });
      since = 0;
    }
  } finally {
    await browser.kill();
  }
  return tally.figures;
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
