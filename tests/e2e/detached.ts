import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { findChromium } from '../../scripts/find-browser.mjs';
import { chromiumArguments, drive, type ChromiumOptions, type ChromiumRun } from './chromium.ts';

const START_LIMIT_MS = 30_000;

/** A browser that goes on by itself once nobody is attached to it. */
export interface DetachableRun extends ChromiumRun {
  /** Lets go of the browser: no debugger is attached any more. */
  disconnect(): Promise<void>;
  /** Takes hold of it again. */
  connect(): Promise<ChromiumRun>;
}

/**
 * Starts Chromium as a process of its own, without the driver of the tests: a driver keeps the worker alive and every
 * tab awake, which no seller's browser does.
 */
export async function launchDetachable(options: ChromiumOptions): Promise<DetachableRun> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found: see npm test');
  const child = spawn(
    executablePath,
    [
      ...(options.headless ? ['--headless=new'] : []),
      '--window-size=1280,900',
      '--remote-debugging-port=0',
      `--user-data-dir=${options.profile}`,
      ...chromiumArguments(options),
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const address = await debuggerAddress(options.profile, () => child.exitCode !== null);

  const connect = async (): Promise<ChromiumRun & { disconnect(): Promise<void> }> => {
    const browser = await chromium.connectOverCDP(address);
    const context = browser.contexts()[0]!;
    return {
      ...drive(context),
      disconnect: () => browser.close(),
      kill: () => end(child, 'SIGKILL'),
      close: () => end(child, 'SIGTERM'),
    };
  };
  return { ...(await connect()), connect };
}

/** Chromium writes where it listens into its profile. */
export async function debuggerAddress(
  profile: string,
  hasEnded: () => boolean = () => false,
): Promise<string> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (hasEnded()) throw new Error('Chromium ended at once');
    const written = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    const [port, path] = written.split('\n');
    if (port && path) return `ws://127.0.0.1:${port}${path}`;
    await sleep(100);
  }
  throw new Error('Chromium did not say where it listens');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await gone;
}
