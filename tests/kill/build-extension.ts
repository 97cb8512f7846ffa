import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import JSZip from 'jszip';
import { build } from 'vite';

export const ADDON_ID = 'store-rig@penderie.example';

/**
 * Builds the extension of the kill test: a background worker with the product's engine, and nothing else.
 * @param folder is emptied and written
 * @param coordinator where the worker asks for orders, `http://127.0.0.1:…`
 * @returns what the browser takes: the folder, or for Firefox a packed file beside it
 */
export async function buildExtension(
  browser: 'chromium' | 'firefox',
  folder: string,
  coordinator: string,
): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'extension'),
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      minify: false,
      rolldownOptions: {
        input: join(import.meta.dirname, 'extension/worker.ts'),
        output: { entryFileNames: 'worker.js', codeSplitting: false },
      },
    },
  });
  writeFileSync(join(folder, 'coordinator.txt'), coordinator);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifestFor(browser)));
  return browser === 'chromium' ? folder : await pack(folder);
}

async function pack(folder: string): Promise<string> {
  const zip = new JSZip();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) zip.file(relative(folder, path), readFileSync(path));
  }
  writeFileSync(`${folder}.xpi`, await zip.generateAsync({ type: 'nodebuffer' }));
  return `${folder}.xpi`;
}

function manifestFor(browser: 'chromium' | 'firefox'): object {
  const chromium = browser === 'chromium';
  return {
    manifest_version: 3,
    name: 'Store rig',
    version: '1.0',
    // Without `unlimitedStorage`, which the product asks for: a test of a full quota needs one.
    permissions: ['alarms', 'storage'],
    host_permissions: ['http://127.0.0.1/*'],
    background: chromium
      ? { service_worker: 'worker.js', type: 'module' }
      : { scripts: ['worker.js'], type: 'module' },
    content_security_policy: {
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'",
    },
    ...(chromium ? {} : { browser_specific_settings: { gecko: { id: ADDON_ID } } }),
  };
}
