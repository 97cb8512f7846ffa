import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'ungoogled-chromium',
  'microsoft-edge',
  'brave-browser',
];
const CHROMIUM_PATHS = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  'C:\\Program Files\\Chromium\\Application\\chrome.exe',
];
const FIREFOX_NAMES = ['firefox-esr', 'firefox'];
const FIREFOX_PATHS = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * The path of a Chromium that takes an unpacked extension on its command line (branded Google Chrome refuses), or
 * null. PENDERIE_CHROMIUM names one by hand.
 */
export function findChromium() {
  return process.env.PENDERIE_CHROMIUM ?? find(CHROMIUM_NAMES, CHROMIUM_PATHS);
}

/** The path of a Firefox, or null. PENDERIE_FIREFOX names one by hand. */
export function findFirefox() {
  return process.env.PENDERIE_FIREFOX ?? find(FIREFOX_NAMES, FIREFOX_PATHS);
}

function find(names, paths) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...paths];
  return candidates.find((path) => existsSync(path)) ?? null;
}
