import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copyWithBeacon } from '../../tests/e2e/beacon.ts';
import { buildFolder } from '../../tests/e2e/builds.ts';
import { openDemonstration } from './demonstration.ts';
import { openLive } from './live.ts';
import { keepPictures } from './pictures.ts';
import { walk } from './walk.ts';

const CACHE = join(import.meta.dirname, '../../.cache');

const { values: options } = parseArgs({
  options: {
    live: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    /** Where the walk writes what it saw. */
    report: { type: 'string' },
    /** Where the pictures of the documentation go, taken on the walk. */
    pictures: { type: 'string' },
    /** Control: plants a beacon into the worker, which the walk must report and fail for. */
    beacon: { type: 'boolean', default: false },
  },
});

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function extensionFolder(): string {
  const build = buildFolder('chrome-mv3');
  if (!options.beacon) return build;
  const copy = join(CACHE, 'start-beacon');
  rmSync(copy, { recursive: true, force: true });
  copyWithBeacon(build, copy, { weakenPolicy: true });
  return copy;
}

if (options.headless || !hasDisplay()) {
  if (options.live) throw new Error('--live needs a display: somebody has to sign in.');
  if (!options.headless) console.log('No display here: walking the main job without one.');
  const reportFile = resolve(options.report ?? join(CACHE, 'start-report/report.json'));
  mkdirSync(dirname(reportFile), { recursive: true });
  const well = await walk({ extension: extensionFolder(), reportFile });
  if (well && options.pictures)
    await keepPictures(join(dirname(reportFile), 'pictures'), resolve(options.pictures));
  process.exitCode = well ? 0 : 1;
} else if (options.live) {
  await openLive({ extension: extensionFolder(), profile: join(CACHE, 'live-profile') });
} else {
  await openDemonstration({ extension: extensionFolder(), profile: join(CACHE, 'start-profile') });
}
