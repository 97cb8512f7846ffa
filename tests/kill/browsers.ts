import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, findFirefox } from '../../scripts/find-browser.mjs';
import { ADDON_ID } from './build-extension.ts';
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
  /** Lets a debugger in, whose address Chromium writes into the profile. */
  debuggable?: boolean;
  /** Everything that is not on this machine goes there, and no further. */
  proxyPort: number;
}

export function startChromium({ extension, profile, proxyPort, debuggable }: BrowserOptions): RunningBrowser {
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
    ...(debuggable ? ['--remote-debugging-port=0'] : []),
    'about:blank',
  ]);
  return drive(child, /--extension-process/);
}

/** @param options `extension`: a packed one (.xpi). Taken in unsigned, which Firefox ESR allows. */
export function startFirefox({ extension, profile, proxyPort }: BrowserOptions): RunningBrowser {
  mkdirSync(join(profile, 'extensions'), { recursive: true });
  copyFileSync(extension, join(profile, 'extensions', `${ADDON_ID}.xpi`));
  const preferences = {
    'xpinstall.signatures.required': false,
    'extensions.autoDisableScopes': 0,
    'extensions.startupScanScopes': 15,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.failover_direct': false,
    'services.settings.server': 'data:,#remote-settings-dummy/v1',
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.startup.max_resumed_crashes': -1,
    'browser.shell.checkDefaultBrowser': false,
  };
  writeFileSync(
    join(profile, 'user.js'),
    Object.entries(preferences)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  );
  const child = start(findFirefox(), ['--headless', '--no-remote', '--profile', profile, 'about:blank']);
  return drive(child, /^WebExtensions /);
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
