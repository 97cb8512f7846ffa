import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `PENDERIE_OUTPUT` names another folder, for building and testing several states side by side. */
const OUTPUT = process.env.PENDERIE_OUTPUT ?? join(import.meta.dirname, '../../.output');

/** The folder of a build: the release, or the one with the hooks of the tests. Must have been built. */
export function buildFolder(
  name: 'chrome-mv3' | 'chrome-mv3-e2e' | 'chrome-mv3-bench' | 'firefox-mv3',
): string {
  const folder = join(OUTPUT, name);
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new Error(`${name} is not built: npm run build and npm run build:e2e`);
  }
  return folder;
}
