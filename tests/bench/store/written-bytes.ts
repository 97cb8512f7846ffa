import { readFile } from 'node:fs/promises';
import type { BrowserContext } from '@playwright/test';

/** The processes of a browser. */
export async function processesOf(context: BrowserContext): Promise<number[]> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.map(({ id }) => id);
}

/** What processes gave to the disk so far, as Linux counts it; null elsewhere. */
export async function writtenBytes(processes: number[]): Promise<number | null> {
  const texts = await Promise.all(
    processes.map((id) => readFile(`/proc/${id}/io`, 'utf8').catch(() => null)),
  );
  const counts = texts.map((text) => Number(text?.match(/^write_bytes: (\d+)$/m)?.[1] ?? Number.NaN));
  const known = counts.filter((count) => !Number.isNaN(count));
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}
