import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { goTo } from '../seller.ts';
import { loadDemonstrationWardrobe } from '../wardrobe.ts';
import { askWorker } from '../worker.ts';

const LOOKS = [
  { language: 'fr', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const;

for (const look of LOOKS) {
  test(`nothing serious stands in anybody's way: ${look.language}, ${look.theme}`, async ({
    rig,
    seller,
  }) => {
    test.setTimeout(120_000);
    await rig.openVinted();
    const studio = await seller.openStudio();
    await askWorker(studio, 'settings.set', { patch: look });
    await studio.reload();
    await expect(studio.getByTestId('new-draft').first()).toBeVisible();
    await nothingSerious(studio, 'first run');
    await loadDemonstrationWardrobe(studio);
    await nothingSerious(studio, 'import');
    await expect(studio.locator('html')).toHaveAttribute('lang', look.language);

    await goTo(studio, '#/drafts');
    await expect(studio.getByTestId('draft-row').first()).toBeVisible();
    await nothingSerious(studio, 'drafts');
    const id = await studio
      .locator('[data-testid=draft-row][data-status=ready]')
      .first()
      .getAttribute('data-draft-id');
    await goTo(studio, `#/drafts/${id}`);
    await expect(studio.getByTestId('field-title')).toBeVisible();
    await nothingSerious(studio, 'editor');
    await goTo(studio, `#/preview/${id}`);
    await seller.knowAccount(studio);
    await nothingSerious(studio, 'preview');
    await seller.rehearse(studio);
    await nothingSerious(studio, 'rehearsal');
    await goTo(studio, '#/queue');
    await expect(studio.getByTestId('queue-recent').first()).toBeVisible();
    await nothingSerious(studio, 'queue');
    await goTo(studio, '#/settings');
    await expect(studio.getByTestId('settings-panic')).toBeVisible();
    await nothingSerious(studio, 'settings');

    const popup = await seller.openPopup();
    await expect(popup.getByTestId('popup-row').first()).toBeVisible();
    await nothingSerious(popup, 'popup');
  });
}

test('the check sees what it should: a button without a name', async ({ seller }) => {
  const studio = await seller.openStudio();
  await expect(studio.getByTestId('new-draft').first()).toBeVisible();
  await studio.evaluate(() => document.querySelector('main')!.append(document.createElement('button')));
  expect(await seriousViolations(studio)).not.toEqual([]);
});

async function nothingSerious(page: Page, where: string): Promise<void> {
  expect(await seriousViolations(page), where).toEqual([]);
}

async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}
