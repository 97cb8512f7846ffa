import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { ElementHandle, Page } from 'puppeteer-core';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { buildFolder } from './builds.ts';
import { launchFirefox, type FirefoxRun } from './firefox.ts';
import { startProxy, type LoggingProxy } from './proxy.ts';

export interface FirefoxRig {
  sandbox: Sandbox;
  proxy: LoggingProxy;
  firefox: FirefoxRun;
}

/** As for Chromium: own site, proxy, profile and browser, and afterwards no broken rule and no foreign host. */
export const test = base.extend<{ rig: FirefoxRig }>({
  rig: async ({}, use, info) => {
    const profile = await mkdtemp(join(tmpdir(), 'penderie-firefox-'));
    const sandbox = await startSandbox();
    const proxy = await startProxy(sandbox.port);
    const firefox = await launchFirefox({
      extension: buildFolder('firefox-mv3'),
      profile,
      proxyPort: proxy.port,
    });
    await use({ sandbox, proxy, firefox });
    if (info.status !== info.expectedStatus) {
      for (const [index, page] of (await firefox.browser.pages()).entries()) {
        await page.screenshot({ path: info.outputPath(`page-${index}.png`) }).catch(() => {});
      }
    }
    const foreign = proxy.foreignHosts();
    await firefox.close();
    await proxy.close();
    await sandbox.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    expect({ violations: sandbox.violations, foreign }).toEqual({ violations: [], foreign: [] });
  },
});

export { expect };

const LIMIT_MS = 20_000;

const byTestId = (id: string) => `[data-testid="${id}"]`;

export async function find(page: Page, id: string): Promise<ElementHandle> {
  return (await page.waitForSelector(byTestId(id), { timeout: LIMIT_MS, visible: true }))!;
}

export async function click(page: Page, id: string): Promise<void> {
  await page.locator(byTestId(id)).setTimeout(LIMIT_MS).click();
}

export async function fill(page: Page, id: string, text: string): Promise<void> {
  await page.locator(byTestId(id)).setTimeout(LIMIT_MS).fill(text);
}

/** Sets files on an input, hidden ones too. */
export async function putFiles(page: Page, id: string, files: string[]): Promise<void> {
  const input = await page.waitForSelector(byTestId(id), { timeout: LIMIT_MS });
  await (input as ElementHandle<HTMLInputElement>).uploadFile(...files);
}

/** Types into a field with suggestions and takes the first that holds the text. */
export async function choose(page: Page, field: string, text: string): Promise<void> {
  await click(page, field);
  await fill(page, field, text);
  const option = `::-p-xpath(//*[@data-testid="option"][contains(normalize-space(.), ${JSON.stringify(text)})])`;
  await page.locator(option).setTimeout(LIMIT_MS).click();
}

export async function waitForCount(page: Page, id: string, count: number): Promise<void> {
  await page.waitForFunction(
    (selector, wanted) => document.querySelectorAll(selector).length === wanted,
    { timeout: LIMIT_MS },
    byTestId(id),
    count,
  );
}
