import { spawn, type ChildProcess } from 'node:child_process';
import { findChromium } from '../../scripts/find-browser.mjs';
import { descendantsOf } from './processes.ts';

/** A browser as a user's machine runs it: no driver and no debugger is attached. */
export interface RunningBrowser {
  /** SIGKILL of every process of it, at once. Resolves when the first of them is gone. */
  kill(): Promise<void>;
  /** SIGKILL of the process the extension runs in. The browser goes on. */
  killExtension(): void;
}

export interface BrowserOptions {
  extension: string;
  profile: string;
  /** Everything that is not on this machine goes there, and no further. */
  proxyPort: number;
}

export function startChromium({ extension, profile, proxyPort }: BrowserOptions): RunningBrowser {
  const asRoot = process.getuid?.() === 0;
  const child = start(findChromium(), [
    '--headless=new',
    `--user-data-dir=${profile}`,
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    '--no-first-run',
    '--no-default-browser-check',
    `--proxy-server=http://127.0.0.1:${proxyPort}`,
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ...(asRoot ? ['--no-sandbox'] : []),
    'about:blank',
  ]);
  return drive(child, /--extension-process/);
}

function start(executable: string | null, args: string[], env = process.env): ChildProcess {
  if (!executable) throw new Error('The browser was not found: see npm test');
  return spawn(executable, args, { stdio: 'ignore', env });
}

function drive(child: ChildProcess, extensionProcess: RegExp): RunningBrowser {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const root = child.pid;
  if (!root) throw new Error('the browser did not start');
  return {
    async kill() {
      const all = descendantsOf(root);
      for (const { id } of [{ id: root }, ...all]) killIfThere(id);
      await gone;
    },
    killExtension() {
      const found = descendantsOf(root).filter(({ command }) => extensionProcess.test(command));
      if (found.length === 0) throw new Error('the process of the extension was not found');
      for (const { id } of found) killIfThere(id);
    },
  };
}

function killIfThere(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
