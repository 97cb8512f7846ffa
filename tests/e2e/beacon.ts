import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const BEACON_HOST = 'beacon.example.com';

/**
 * Copies a build and plants a beacon into its worker: the control that shows our check would see one.
 * @param weakenPolicy also lets the content policy allow it, which alone would stop it
 */
export function copyWithBeacon(
  build: string,
  folder: string,
  { weakenPolicy }: { weakenPolicy: boolean },
): void {
  cpSync(build, folder, { recursive: true });
  appendFileSync(join(folder, 'background.js'), `\nfetch('https://${BEACON_HOST}/seen').catch(() => {});\n`);
  if (!weakenPolicy) return;
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
    content_security_policy: { extension_pages: string };
  };
  manifest.content_security_policy.extension_pages = manifest.content_security_policy.extension_pages.replace(
    'connect-src ',
    'connect-src https: ',
  );
  writeFileSync(path, JSON.stringify(manifest));
}
