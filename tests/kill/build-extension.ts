import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ADDON_ID = 'store-rig@penderie.example';

/**
 * Builds the extension of the kill test: a background worker with the product's engine, and nothing else.
 * @param folder is emptied and written
 * @param coordinator where the worker asks for orders, `http://127.0.0.1:…`
 */
export async function buildExtension(
  browser: 'chromium' | 'firefox',
  folder: string,
  coordinator: string,
): Promise<void> {
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
