import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { EXTENSION_KEY } from '../../../scripts/extension-key.ts';
import { launchChromium } from '../../e2e/chromium.ts';
import { startProxy } from '../../e2e/proxy.ts';
import type { RequestName, Requests } from './requests.ts';
import { processesOf, writtenBytes } from './written-bytes.ts';

const HERE = import.meta.dirname;
const OUTPUT = process.env.PENDERIE_OUTPUT ?? join(HERE, '../../../.output');
/** Nobody listens there: what the browser asks for of its own accord ends at the proxy. */
const NOWHERE = 9;

/** An extension made for the benchmark alone: one service worker that holds every strategy. */
async function buildExtension(): Promise<string> {
  const outDir = join(OUTPUT, 'bench-store');
  await build({
    root: HERE,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: {
        input: Object.fromEntries(
          ['worker.ts', 'page.html', 'offscreen.html'].map((file) => [file.split('.')[0]!, join(HERE, file)]),
        ),
        output: { entryFileNames: '[name].js' },
      },
    },
    worker: { format: 'es' },
  });
  mkdirSync(outDir, { recursive: true });
  writeFileSync(
    join(outDir, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'bench:store',
      version: '1',
      key: EXTENSION_KEY,
      background: { service_worker: 'worker.js', type: 'module' },
      permissions: ['unlimitedStorage', 'offscreen'],
      content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'" },
      // A clock of 5 µs instead of 100.
      cross_origin_embedder_policy: { value: 'require-corp' },
      cross_origin_opener_policy: { value: 'same-origin' },
    }),
  );
  return outDir;
}

/** The benchmark's extension in a browser with a new profile. */
export interface BenchExtension {
  ask<Name extends RequestName>(name: Name, ask: Requests[Name]['ask']): Promise<Requests[Name]['answer']>;
  /** The same, timed in a page from the question to the answer; the worker is stopped before. */
  askStopped<Name extends RequestName>(name: Name, ask: Requests[Name]['ask']): Promise<number>;
  /** Bytes that the processes of the browser gave to the disk so far; null where the system does not say. */
  written(): Promise<number | null>;
  version: string;
  close(): Promise<void>;
}

export async function startBenchExtension(): Promise<BenchExtension> {
  const extension = await buildExtension();
  const profile = mkdtempSync(join(tmpdir(), 'penderie-bench-store-'));
  const proxy = await startProxy(NOWHERE);
  const run = await launchChromium({
    extension,
    profile,
    proxyPort: proxy.port,
    spki: null,
    headless: true,
  });
  const page = await run.openExtensionPage('page.html');
  const send = async (name: RequestName, ask: unknown) => {
    const { ms, answer } = await page.evaluate(
      async (message) => {
        const start = performance.now();
        const reply: unknown = await chrome.runtime.sendMessage(message);
        return { ms: performance.now() - start, answer: reply as { error?: string } | undefined };
      },
      { to: 'worker', name, ask },
    );
    if (!answer || answer.error) throw new Error(`${name} ${JSON.stringify(ask)}: ${answer?.error}`);
    return { ms, answer };
  };
  return {
    ask: async (name, ask) => (await send(name, ask)).answer as never,
    async askStopped(name, ask) {
      await run.killWorker();
      return (await send(name, ask)).ms;
    },
    written: async () => writtenBytes(await processesOf(run.context)),
    version: run.context.browser()?.version() ?? '',
    async close() {
      await run.close();
      await proxy.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
