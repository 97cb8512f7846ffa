import { expect, type Page } from '@playwright/test';
import type { SandboxRequest } from '../sandbox/exchange.ts';
import type { Fault } from '../sandbox/misbehaviour.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { haltAt, untilHalted } from './halting.ts';
import type { Rig } from './rig.ts';
import type { Seller } from './seller.ts';

/** Confirms the piece and goes on until the worker stands at a point. What wakes up later will not stand still there. */
export async function publishUntil(
  seller: Seller,
  studio: Page,
  draftId: string,
  point: string,
): Promise<void> {
  await haltAt(studio, point);
  await seller.openPreview(studio, draftId);
  await seller.confirm(studio);
  await untilHalted(studio, point);
  await haltAt(studio, null);
}

/** Confirms the piece and goes on until a request hangs at the site, with or without its effect. */
export async function publishUntilHeld(
  seller: Seller,
  studio: Page,
  draftId: string,
  path: 'photo.upload' | 'item.create',
  faults: Fault[],
): Promise<SandboxRequest> {
  const { sandbox } = seller.rig;
  for (const fault of faults) sandbox.misbehave({ ...fault, match: { path } });
  await seller.openPreview(studio, draftId);
  await seller.confirm(studio);
  await expect.poll(() => sandbox.held().length, { timeout: 30_000 }).toBe(1);
  return sandbox.held()[0]!;
}

/** Worker and vinted tabs die together: whoever could have told what became of a call is gone. */
export async function killWorkerAndVintedTabs(rig: Rig): Promise<void> {
  await rig.browser().killWorker();
  await closeVintedTabs(rig);
}

export async function closeVintedTabs(rig: Rig): Promise<void> {
  const pages = rig.browser().context.pages();
  await Promise.all(
    pages.filter((page) => page.url().startsWith('https://www.vinted.fr')).map((page) => page.close()),
  );
}

/** What the site holds of one piece. */
export function onVinted(sandbox: Sandbox, title: string): number {
  return sandbox.summary().listings.filter((listing) => listing.title === title).length;
}
