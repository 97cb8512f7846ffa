import { expect, type Page } from '@playwright/test';
import { buildDemoArchive, DEMO_WARDROBE, type DemoPiece } from '../fixtures/demo-wardrobe.ts';

const IMPORT_LIMIT_MS = 120_000;

/**
 * Loads the demonstration wardrobe as a seller would: the file on the import page, then "import". Drafts that are
 * there already stay as they are.
 * @returns how many drafts the file brought; 0 where all of them were there
 */
export function loadDemonstrationWardrobe(studio: Page): Promise<number> {
  return loadWardrobe(studio, DEMO_WARDROBE);
}

/** The same with other pieces. */
export async function loadWardrobe(studio: Page, pieces: readonly DemoPiece[]): Promise<number> {
  await studio.evaluate(() => (location.hash = '#/import'));
  await studio.getByTestId('import-input').setInputFiles({
    name: 'penderie-demo.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(await buildDemoArchive(pieces)),
  });
  await expect(studio.getByTestId('import-row').first()).toBeVisible({ timeout: IMPORT_LIMIT_MS });
  const run = studio.getByTestId('import-run');
  if (await run.isDisabled()) return 0;
  const drafts = await studio.getByTestId('import-row').count();
  await run.click();
  await expect(studio.getByTestId('import-result')).toBeVisible({ timeout: IMPORT_LIMIT_MS });
  return drafts;
}
