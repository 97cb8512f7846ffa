import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';
import { findChromium, findFirefox } from './find-browser.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const MINUTE_MS = 60_000;

/** Installs what is missing, packages and browsers at the same time. Prints what it does; throws where it can't. */
export async function installWhatIsMissing({ browsers }) {
  const results = await Promise.allSettled([installPackages(), installBrowsers(browsers)]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function installPackages() {
  if (packagesAreCurrent()) return;
  console.log('Installing packages (npm ci) …');
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    timeoutMs: 15 * MINUTE_MS,
  });
  if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
}

/** True when each package that is needed here is installed in the version of the lock file. */
function packagesAreCurrent() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || (installed[path] ? installed[path].version === entry.version : entry.optional === true),
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

const BROWSERS = {
  chromium: { find: findChromium, packageName: 'chromium' },
  firefox: { find: findFirefox, packageName: 'firefox-esr' },
};

async function installBrowsers(names) {
  const missing = names.filter((name) => !BROWSERS[name].find());
  if (missing.length === 0 || !canUseApt()) return;
  const packages = [...missing.map((name) => BROWSERS[name].packageName), 'fonts-dejavu'];
  console.log(`Installing ${packages.join(', ')} (apt-get) …`);
  const options = { timeoutMs: 15 * MINUTE_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...lock, 'update', '-q'], options);
  const { code, output } = await run('apt-get', [...lock, 'install', '-y', '-q', ...packages], options);
  if (code !== 0) throw new Error(`apt-get install ${packages.join(' ')} failed:\n${output}`);
}

function canUseApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** What to tell somebody whose machine lacks a browser that could not be installed from here. */
export function missingBrowserMessage(name) {
  if (BROWSERS[name].find()) return null;
  if (name === 'firefox') {
    return 'No Firefox found. Install it (Debian, Ubuntu: apt install firefox-esr or firefox) or set PENDERIE_FIREFOX=/path/to/firefox.';
  }
  return (
    'No Chromium found. Install one (Debian: apt install chromium; macOS: brew install --cask chromium; Windows: Edge ' +
    'will do) or set PENDERIE_CHROMIUM=/path/to/it.\n' +
    'Google Chrome will not do: it ignores unpacked extensions on the command line. To use it by hand: npm run build, ' +
    'then chrome://extensions, "Developer mode", "Load unpacked", folder .output/chrome-mv3.'
  );
}

/** The environment in which tools run: our own Node first, whatever the machine's is. */
export function toolEnvironment() {
  const path = [join(ROOT, 'node_modules/node/bin'), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(
    delimiter,
  );
  return { ...process.env, PATH: path };
}
