import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProxy } from '../e2e/proxy.ts';
import { startChromium, startFirefox, type BrowserOptions, type RunningBrowser } from './browsers.ts';
import { buildExtension } from './build-extension.ts';
import { startCoordinator, type Coordinator } from './coordinator.ts';

const STARTERS = { chromium: startChromium, firefox: startFirefox };
export type BrowserName = keyof typeof STARTERS;

/** A profile of its own with the extension in it, and the line to its worker. */
export interface KillRig {
  coordinator: Coordinator;
  profile: string;
  /** Starts the browser, or starts it again on the same profile. */
  launch(more?: Pick<BrowserOptions, 'debuggable'>): RunningBrowser;
}

/**
 * Makes a rig, and removes everything of it afterwards.
 * @throws where the browser asked for a host that is neither this machine nor the browser's own
 */
export async function withRig<T>(browser: BrowserName, use: (rig: KillRig) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'penderie-kill-'));
  const coordinator = await startCoordinator();
  const proxy = await startProxy(0);
  try {
    const options: BrowserOptions = {
      extension: await buildExtension(browser, join(folder, 'extension'), coordinator.address),
      profile: join(folder, 'profile'),
      proxyPort: proxy.port,
    };
    const result = await use({
      coordinator,
      profile: options.profile,
      launch: (more) => STARTERS[browser]({ ...options, ...more }),
    });
    const foreign = proxy.foreignHosts();
    if (foreign.length > 0) throw new Error(`the browser asked for ${foreign.join(', ')}`);
    return result;
  } finally {
    await coordinator.close();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
