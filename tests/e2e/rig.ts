import type { Page } from '@playwright/test';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import type { SandboxOptions } from '../sandbox/options.ts';
import { launchChromium, type ChromiumOptions, type ChromiumRun } from './chromium.ts';
import { startProxy, type LoggingProxy } from './proxy.ts';

export interface RigOptions {
  extension: string;
  profile: string;
  headless?: boolean;
  viewport?: { width: number; height: number } | null;
  sandbox?: Partial<SandboxOptions>;
  /** Another way to start the browser. */
  launch?: (options: ChromiumOptions) => Promise<ChromiumRun>;
}

/** The imitated site, the proxy that sees everything, and a browser with the extension in it. */
export interface Rig {
  sandbox: Sandbox;
  proxy: LoggingProxy;
  /** The browser of now: another one after `relaunch`. */
  browser(): ChromiumRun;
  /** Starts the browser again on the same profile, after it was killed or closed. */
  relaunch(): Promise<void>;
  openVinted(path?: string): Promise<Page>;
  /** What must not have happened, one readable line each: broken rules of the site, foreign hosts, page errors. */
  problems(): string[];
  close(): Promise<void>;
}

export async function startRig(options: RigOptions): Promise<Rig> {
  const sandbox = await startSandbox(options.sandbox);
  const proxy = await startProxy(sandbox.port);
  const pageProblems: string[] = [];
  const launch = async () => {
    const run = await (options.launch ?? launchChromium)({
      extension: options.extension,
      profile: options.profile,
      proxyPort: proxy.port,
      spki: sandbox.spki,
      headless: options.headless ?? true,
      viewport: options.viewport,
    });
    run.context.on('weberror', (error) => pageProblems.push(`uncaught in a page: ${error.error().message}`));
    run.context.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text()))
        pageProblems.push(`content policy: ${message.text()}`);
    });
    return run;
  };
  let run = await launch();
  return {
    sandbox,
    proxy,
    browser: () => run,
    relaunch: async () => {
      run = await launch();
    },
    openVinted: async (path = '/') => {
      const page = await run.context.newPage();
      await page.goto(`https://www.vinted.fr${path}`);
      return page;
    },
    problems: () => [
      ...sandbox.violations.map((violation) => `sandbox: ${violation}`),
      ...proxy.foreignHosts().map((host) => `foreign host: ${host}`),
      ...pageProblems,
    ],
    close: async () => {
      await run.close();
      await proxy.close();
      await sandbox.close();
    },
  };
}
