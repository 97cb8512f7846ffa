import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Rig } from '../../tests/e2e/rig.ts';
import { startRig } from '../../tests/e2e/rig.ts';
import { goTo, Seller } from '../../tests/e2e/seller.ts';
import { faultsOf, writeReport, type WalkReport } from './report.ts';
import { loadDemonstrationWardrobe } from '../../tests/e2e/wardrobe.ts';

/** As many as an account may publish in an hour of its first week: one more would wait for an hour. */
const PUBLICATIONS = 3;
/** A minute between publications at true pace, two seconds between calls, and the photos. */
const PUBLICATION_LIMIT_MS = 180_000;

/**
 * Walks the main job with the release build at true pace, as a seller would: import, rehearse, publish, look at it on
 * the site. Keeps pictures, writes the report.
 * @returns whether everything was as it should be
 */
export async function walk({
  extension,
  reportFile,
}: {
  extension: string;
  reportFile: string;
}): Promise<boolean> {
  const folder = dirname(reportFile);
  const profile = join(folder, 'walk-profile');
  rmSync(profile, { recursive: true, force: true });
  const rig = await startRig({ extension, profile });
  const diary = openDiary(folder);
  const faults: string[] = [];
  try {
    await walkThrough(rig, diary);
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
    await diary.pictureOfAll(rig);
  }
  const report = sumUp(rig, diary);
  faults.push(...faultsOf(report), ...rig.problems());
  await rig.close();
  rmSync(profile, { recursive: true, force: true });
  writeReport(reportFile, report);
  console.log(
    `\n${JSON.stringify({ ...report, steps: report.steps.length, screenshots: report.screenshots.length })}`,
  );
  console.log(`Report: ${reportFile}`);
  for (const fault of new Set(faults)) console.error(`Not as it should be: ${fault}`);
  return faults.length === 0;
}

async function walkThrough(rig: Rig, diary: Diary): Promise<void> {
  const seller = new Seller(rig);
  const studio = await diary.step('open the studio', async () => {
    const page = await seller.openStudio();
    await expect(page.getByTestId('new-draft')).toBeVisible();
    return page;
  });
  await diary.picture(studio, 'studio-empty');

  await diary.step('import the demonstration wardrobe', () => loadDemonstrationWardrobe(studio));
  await diary.picture(studio, 'import');
  await goTo(studio, '#/drafts');
  const ready = studio.locator('[data-testid=draft-row][data-status=ready]');
  await expect(ready.nth(PUBLICATIONS - 1)).toBeVisible();
  diary.count.drafts = await studio.getByTestId('draft-row').count();
  const ids = (
    await ready.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-draft-id')!))
  ).slice(0, PUBLICATIONS);
  await diary.pictureInBothLights(studio, 'studio-list');

  await goTo(studio, `#/drafts/${ids[0]}`);
  await expect(studio.getByTestId('photo-tile').first()).toBeVisible();
  await diary.pictureInBothLights(studio, 'editor');

  for (const [index, id] of ids.entries()) {
    await diary.step(`rehearse draft ${index + 1}`, async () => {
      await seller.openPreview(studio, id);
      await seller.knowAccount(studio);
      if (index === 0) await diary.pictureInBothLights(studio, 'preview');
      await seller.rehearse(studio);
    });
    diary.count.rehearsed += 1;
    if (index === 0) await diary.pictureInBothLights(studio, 'rehearsal');
  }

  const popup = await seller.openPopup();
  for (const [index, id] of ids.entries()) {
    await diary.step(`publish draft ${index + 1}`, async () => {
      await seller.openPreview(studio, id);
      await seller.confirm(studio);
      if (index === 0) {
        await expect(popup.getByTestId('job-progress')).toHaveAttribute('data-step', /upload_image/, {
          timeout: 60_000,
        });
        await diary.pictureInBothLights(popup, 'popup-publishing');
      }
      if (index === 1) {
        const queue = await seller.openStudio('#/queue');
        await expect(queue.getByTestId('queue-job').first()).toBeVisible();
        await diary.pictureInBothLights(queue, 'queue');
        await queue.close();
      }
      await seller.waitUntilOnline(studio, PUBLICATION_LIMIT_MS);
    });
    diary.count.published += 1;
    if (index === 0) await diary.picture(studio, 'published');
  }

  await goTo(studio, '#/drafts');
  for (const id of ids) await seller.waitForDraftStatus(studio, id, 'published');
  await diary.pictureInBothLights(studio, 'studio-list-published');
  const wardrobe = await rig.openVinted(`/member/${rig.sandbox.state.accounts[0]!.id}`);
  await diary.picture(wardrobe, 'vinted-wardrobe');
  const form = await rig.openVinted('/items/new');
  await diary.picture(form, 'vinted-form');
  await openPanel(form);
  await diary.picture(form, 'vinted-panel');
}

/** The panel's root is closed, to the site and to us: its button is found by its place, as a hand does. */
async function openPanel(page: Page): Promise<void> {
  const { width, height } = page.viewportSize()!;
  await page.waitForTimeout(1_000);
  await page.mouse.click(width - 28, height - 25);
  await page.waitForTimeout(500);
}

function sumUp(rig: Rig, diary: Diary): WalkReport {
  const { listings, duplicates } = rig.sandbox.summary();
  return {
    ...diary.count,
    listings: listings.length,
    duplicates,
    photos: listings.reduce((sum, listing) => sum + listing.photos, 0),
    foreign_hosts: rig.proxy.foreignHosts(),
    browser_hosts: rig.proxy.browserHosts(),
    steps: diary.steps,
    screenshots: diary.screenshots,
  };
}

type Diary = ReturnType<typeof openDiary>;

/** Notes what is done, how long it took, and pictures of it. */
function openDiary(folder: string) {
  const pictures = join(folder, 'pictures');
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const steps: WalkReport['steps'] = [];
  const screenshots: string[] = [];
  const picture = async (page: Page, name: string) => {
    const path = join(pictures, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    screenshots.push(relative(folder, path));
  };
  return {
    steps,
    screenshots,
    count: { drafts: 0, rehearsed: 0, published: 0 },
    picture,
    async step<T>(name: string, work: () => Promise<T>): Promise<T> {
      const startedAt = Date.now();
      console.log(`${name} …`);
      const result = await work();
      steps.push({ name, ms: Date.now() - startedAt });
      return result;
    },
    async pictureInBothLights(page: Page, name: string) {
      await picture(page, name);
      await page.emulateMedia({ colorScheme: 'dark' });
      await picture(page, `${name}-dark`);
      await page.emulateMedia({ colorScheme: 'light' });
    },
    /** What stood on the screens when something went wrong. */
    async pictureOfAll(rig: Rig) {
      for (const [index, page] of rig.browser().context.pages().entries()) {
        await picture(page, `failed-${index}`).catch(() => {});
      }
    },
  };
}
