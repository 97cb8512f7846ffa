/**
 * npm run test:kill [-- --kills N] [--control-kills N] [--browser firefox] [--json FILE]: kills the browser and the
 * extension's process in a storm of writes, and looks for what was lost. Fails where anything was, and where the faulty
 * controls lose nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { KillFigures } from './figures.ts';
import type { BrowserName } from './kill-rig.ts';
import { runKills } from './kill-run.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    'control-kills': { type: 'string', default: '12' },
    browser: { type: 'string', default: 'chromium' },
    json: { type: 'string' },
  },
});
const log = (line: string): void => console.log(line);
const common = { browser: browserNamed(values.browser), stormMs: 1_000, log };
const control = { ...common, kills: Number(values['control-kills']), pauseMs: 0 };

const product = await runKills({ ...common, variant: 'product', kills: Number(values.kills), pauseMs: 0 });
const early = await runKills({ ...control, variant: 'ack_before_flush' });
const split = await runKills({ ...control, variant: 'split_transactions' });

const report = {
  browser: common.browser,
  ...product,
  controls: {
    kills_each: control.kills,
    ack_before_flush_lost: early.lost,
    split_transactions_broken: brokenBy(split),
  },
};
console.log(JSON.stringify(report, null, 2));
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
const sound = product.lost + product.broken_invariants + product.integrity_errors === 0;
const seeing = early.lost > 0 && brokenBy(split) > 0;
if (!sound) console.error('Acknowledged data were lost or broken.');
if (!seeing) console.error('A faulty control lost nothing: this run proves nothing.');
process.exitCode = sound && seeing && product.acked_least > 0 ? 0 : 1;

/** What is torn far enough cannot even be read. */
function brokenBy({ broken_invariants, integrity_errors }: KillFigures): number {
  return Math.max(broken_invariants, integrity_errors);
}

function browserNamed(name: string): BrowserName {
  if (name === 'chromium' || name === 'firefox') return name;
  throw new RangeError(`--browser is chromium or firefox, not ${name}`);
}
