import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BundleFile {
  path: string;
  bytes: number;
  gzipBytes: number;
}

export interface BundleAudit {
  files: BundleFile[];
  /** What must not stand in a released bundle, one readable line each. */
  problems: string[];
}

/** Text that src/background/e2e-hooks.ts carries, so that its presence in a bundle can be seen. */
export const E2E_MARKER = 'penderie-e2e-hooks';

/** Hosts that may stand as text in the bundle, each with its reason. Everything else looks like a place to call. */
const KNOWN_HOSTS: Record<string, string> = {
  'www.vinted.fr': 'the site',
  'www.w3.org': 'names of XML namespaces',
  'github.com': 'links in error messages of libraries',
  'vuejs.org': 'links in error messages of Vue',
  'pinia.vuejs.org': 'links in error messages of Pinia',
  'dexie.org': 'links in error messages of Dexie',
  'tinyurl.com': 'links in error messages of Dexie',
  'bit.ly': 'links in error messages of Dexie',
  'www.i18next.com': 'links in messages of i18next',
  'json-schema.org': 'names of schema dialects in zod',
  'rolldown.rs': 'links in error messages of the bundler',
  'stuk.github.io': 'links in error messages of JSZip',
  'wxt.dev': 'links in error messages of WXT',
};

const REVIEWED_PERMISSIONS = ['alarms', 'storage', 'unlimitedStorage'];
const REVIEWED_HOSTS = ['https://*.vinted.net/*', 'https://www.vinted.fr/*'];

const SCRIPT_FILE = /\.(js|mjs|html)$/;
const TEXT_FILE = /\.(js|mjs|html|css|json)$/;

/**
 * Looks through an unpacked release build for what Manifest V3, the stores and our promises forbid: remote scripts,
 * code made from text, foreign hosts, test hooks, wider permissions, a weaker content policy.
 * @param folder for example `.output/chrome-mv3`
 */
export function auditBundle(folder: string): BundleAudit {
  const files: BundleFile[] = [];
  const problems: string[] = [];
  for (const path of walk(folder)) {
    const bytes = readFileSync(path);
    const name = relative(folder, path);
    files.push({ path: name, bytes: bytes.length, gzipBytes: gzipSync(bytes).length });
    if (!TEXT_FILE.test(name)) continue;
    const text = bytes.toString('utf8');
    problems.push(...problemsOfText(text, SCRIPT_FILE.test(name)).map((problem) => `${name}: ${problem}`));
    if (name === 'manifest.json') problems.push(...problemsOfManifest(text));
  }
  if (!files.some((file) => file.path === 'manifest.json')) problems.push('manifest.json is missing');
  return { files, problems };
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function problemsOfText(text: string, isScript: boolean): string[] {
  const problems: string[] = [];
  for (const [, address, host] of text.matchAll(
    /(?:(?:https?|wss?):)\/\/(([a-z0-9*-]+(?:\.[a-z0-9-]+)+)[^\s"'`<>()\\]*)/gi,
  )) {
    if (isOurs(host!)) continue;
    if (/\.m?js([?#]|$)/i.test(address!)) problems.push(`address of a remote script: ${address}`);
    else if (!Object.hasOwn(KNOWN_HOSTS, host!.toLowerCase()))
      problems.push(`unknown host ${host} (${around(text, address!)})`);
  }
  if (text.includes(E2E_MARKER) || text.includes('e2e.haltAt'))
    problems.push('hooks of the end-to-end tests');
  if (/sourceMappingURL=/.test(text)) problems.push('a source map');
  if (!isScript) return problems;
  for (const match of text.matchAll(
    /\bnew Function\s*\(|(?<![.\w$])eval\s*\(|(?<![.\w$])Function\s*\(|=\s*Function\s*[,;]/g,
  )) {
    problems.push(`code made from text: ${around(text, match[0], match.index)}`);
  }
  if (/<script[^>]+src=["']?(https?:)?\/\//i.test(text)) problems.push('a script tag with a remote address');
  if (/\bimportScripts\s*\(\s*["'`]https?:/.test(text)) problems.push('importScripts of a remote address');
  if (/\bsendBeacon\b/.test(text)) problems.push('a beacon (sendBeacon)');
  return [...new Set(problems)];
}

function isOurs(host: string): boolean {
  return host === 'www.vinted.fr' || host.endsWith('.vinted.net');
}

function around(text: string, needle: string, at = text.indexOf(needle)): string {
  return text.slice(Math.max(0, at - 40), at + needle.length + 40).replace(/\s+/g, ' ');
}

function problemsOfManifest(text: string): string[] {
  const manifest = JSON.parse(text) as {
    permissions?: string[];
    host_permissions?: string[];
    content_security_policy?: { extension_pages?: string };
    externally_connectable?: unknown;
  };
  const problems: string[] = [];
  const differ = (what: string, found: string[] = [], reviewed: string[]) => {
    if (found.toSorted().join() !== reviewed.join()) {
      problems.push(
        `manifest.json: ${what} are [${found.join(', ')}], reviewed are [${reviewed.join(', ')}]`,
      );
    }
  };
  differ('permissions', manifest.permissions, REVIEWED_PERMISSIONS);
  differ('host_permissions', manifest.host_permissions, REVIEWED_HOSTS);
  const policy = manifest.content_security_policy?.extension_pages ?? '';
  for (const wanted of [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "object-src 'none'",
    "frame-src 'none'",
  ]) {
    if (!policy.split(';').some((part) => part.trim() === wanted)) {
      problems.push(`manifest.json: the content policy lacks "${wanted}"`);
    }
  }
  const unsafe = /'unsafe-(?:eval|inline)'/.exec(policy.replace("'wasm-unsafe-eval'", ''));
  if (unsafe) problems.push(`manifest.json: the content policy has ${unsafe[0]}`);
  if (manifest.externally_connectable)
    problems.push('manifest.json: web pages could send messages (externally_connectable)');
  return problems;
}
