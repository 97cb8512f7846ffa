import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditBundle, E2E_MARKER } from './bundle-audit.ts';

const MANIFEST = {
  permissions: ['storage', 'alarms', 'unlimitedStorage'],
  host_permissions: ['https://www.vinted.fr/*', 'https://*.vinted.net/*'],
  content_security_policy: {
    extension_pages:
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; frame-src 'none'; connect-src 'self'",
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(name: string, text: string): string[] {
  writeFileSync(join(folder, name), text);
  return auditBundle(folder).problems;
}

describe('auditBundle', () => {
  it('finds nothing in a clean bundle', () => {
    const code =
      'fetch("https://www.vinted.fr/api/v2/users/current");const a="https://images1.vinted.net/t/x.webp";' +
      'document.createElementNS("http://www.w3.org/2000/svg","svg");evaluate(a);x.Function=1;b instanceof Function;c=[`[object Function]`]';
    expect(problemsOf('background.js', code)).toEqual([]);
    expect(auditBundle(folder).files.map((file) => file.path)).toEqual(['background.js', 'manifest.json']);
  });

  it.each([
    ['a script from a CDN', 'importScripts("https://cdn.jsdelivr.net/npm/x@2/dist/x.js")', 'remote script'],
    ['a remote script with a query', 'const a="https://www.vinted.example/x.mjs?y"', 'remote script'],
    [
      'a beacon to a foreign host',
      'fetch("https://beacon.example.test/a")',
      'unknown host beacon.example.test',
    ],
    ['a web socket', 'new WebSocket("wss://beacon.example.test/a")', 'unknown host beacon.example.test'],
    ['a host that only looks like ours', 'fetch("https://www.vinted.fr.example.test/")', 'unknown host'],
    ['sendBeacon', 'navigator.sendBeacon("/a")', 'a beacon'],
    ['eval', 'const b=eval("1")', 'code made from text'],
    ['new Function', 'const b=new Function("return 1")', 'code made from text'],
    ['Function without new', 'const b=Function(``)', 'code made from text'],
    ['Function under another name', 'let e=Function,t=1;new e("return 1")', 'code made from text'],
    ['the hooks of the tests', `const b="${E2E_MARKER}"`, 'hooks of the end-to-end tests'],
    ['a source map', 'x()\n//# sourceMappingURL=background.js.map', 'a source map'],
  ])('finds %s', (_, code, problem) => {
    expect(problemsOf('background.js', code).join('\n')).toContain(problem);
  });

  it('finds a remote script in a page', () => {
    expect(problemsOf('popup.html', '<script src="//cdn.example.test/a"></script>').join()).toContain(
      'script tag',
    );
  });

  it.each([
    ['a new permission', { permissions: [...MANIFEST.permissions, 'cookies'] }, 'permissions are'],
    ['a wider host', { host_permissions: ['<all_urls>'] }, 'host_permissions are'],
    [
      'a weaker policy',
      { content_security_policy: { extension_pages: "default-src 'self'; script-src 'self' 'unsafe-eval'" } },
      "'unsafe-eval'",
    ],
    ['no policy', { content_security_policy: undefined }, 'the content policy lacks'],
    [
      'web pages that may send messages',
      { externally_connectable: { matches: ['*://*/*'] } },
      'externally_connectable',
    ],
  ])('finds %s in the manifest', (_, change, problem) => {
    expect(problemsOf('manifest.json', JSON.stringify({ ...MANIFEST, ...change })).join('\n')).toContain(
      problem,
    );
  });

  it('says so when there is no manifest', () => {
    rmSync(join(folder, 'manifest.json'));
    expect(auditBundle(folder).problems).toEqual(['manifest.json is missing']);
  });
});
