/**
 * npm run bench [-- --json FILE] [--rounds N]: our own time in a publication, and how quickly the popup is there.
 * Nothing is asserted: machines differ. Medians of several rounds, with the machine's load beside them.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildFolder } from '../e2e/builds.ts';
import { startRig, type Rig } from '../e2e/rig.ts';
import { measurePopup } from './popup.ts';
import { measurePublications } from './publication.ts';

const DRAFTS = 1_000;

const { values } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);

async function withRig(extension: string): Promise<Rig> {
  const profile = mkdtempSync(join(tmpdir(), 'penderie-bench-'));
  const rig = await startRig({ extension, profile, sandbox: { keepAlive: true } });
  return {
    ...rig,
    close: async () => {
      await rig.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const publication = await measurePublications(() => withRig(buildFolder('chrome-mv3-bench')), rounds);
const popupRig = await withRig(buildFolder('chrome-mv3'));
const popup = await measurePopup(popupRig, DRAFTS, rounds);
await popupRig.close();

const report = {
  date: new Date().toISOString(),
  load: loadavg().map((load) => Math.round(load * 10) / 10),
  publication,
  popup,
};
console.log(JSON.stringify(report, null, 2));
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
