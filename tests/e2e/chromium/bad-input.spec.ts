import { join } from 'node:path';
import JSZip from 'jszip';
import sharp from 'sharp';
import type { Page } from '@playwright/test';
import type { Draft } from '../../../src/drafts/draft.ts';
import { expect, test } from '../fixtures.ts';
import { goTo } from '../seller.ts';
import { askWorker } from '../worker.ts';

const FILES = join(import.meta.dirname, '../../fixtures/files');
const PHOTO = join(import.meta.dirname, '../../fixtures/photos/jean-1.jpg');
const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>{{7*7}}';

test.beforeEach(async ({ rig }) => {
  await rig.openVinted();
});

test('a broken image, a text in a coat and a bomb are named, and the others go on', async ({ seller }) => {
  const studio = await seller.openStudio();
  await studio.getByTestId('new-draft').click();
  const names = ['truncated.jpg', 'text.jpg', 'empty.jpg', 'bomb.png', 'phone.heic'];
  await studio.getByTestId('photo-input').setInputFiles([...names.map((name) => join(FILES, name)), PHOTO]);
  await expect(studio.getByTestId('photo-tile')).toHaveCount(1, { timeout: 30_000 });
  const refused = studio.locator('[data-testid=incoming-photo][data-stage=failed]');
  await expect(refused).toHaveCount(names.length, { timeout: 30_000 });
  for (const name of names) {
    const line = refused.filter({ hasText: name });
    await expect(line.getByRole('alert')).not.toBeEmpty();
    expect(await line.getAttribute('data-code')).toMatch(/^photo_/);
  }
  const draft = await draftOnScreen(studio);
  expect(draft.photos.map((photo) => photo.fileName)).toEqual(['jean-1.jpg']);
});

test('25 photos at once are refused in place, with the limit, and change nothing', async ({ seller }) => {
  const photos = await Promise.all(
    Array.from({ length: 25 }, async (_, i) => ({
      name: `photo-${i + 1}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await sharp(PHOTO)
        .resize(300, 400)
        .modulate({ hue: i * 14 })
        .jpeg()
        .toBuffer(),
    })),
  );
  const studio = await seller.openStudio();
  await studio.getByTestId('new-draft').click();
  await studio.getByTestId('photo-input').setInputFiles(photos);
  const error = studio.locator('[data-testid=error-block][data-code=photo_limit]');
  await expect(error).toContainText('25');
  await expect(error).toContainText('20');
  expect((await draftOnScreen(studio)).photos).toEqual([]);
  await error.getByRole('button').click();
  await studio.getByTestId('photo-input').setInputFiles(photos.slice(0, 2));
  await expect(studio.getByTestId('photo-tile')).toHaveCount(2, { timeout: 30_000 });
});

test('a price "abc" is refused beside the field and changes nothing', async ({ seller }) => {
  const studio = await seller.openStudio();
  await studio.getByTestId('new-draft').click();
  const price = studio.getByTestId('field-price');
  await price.fill('12,50');
  await price.blur();
  await expect.poll(async () => (await draftOnScreen(studio)).priceCents).toBe(1250);
  for (const nonsense of ['abc', '-3', '12,555', '1e9', '<b>']) {
    await price.fill(nonsense);
    await price.blur();
    const field = studio.locator('[data-field=price]');
    await expect(field.locator('.msg.block').first(), nonsense).toBeVisible();
    await expect(price).toHaveValue(nonsense);
    expect((await draftOnScreen(studio)).priceCents, nonsense).toBe(1250);
  }
});

test('a title of 500 characters blocks in place, with the limit', async ({ seller }) => {
  const studio = await seller.openStudio();
  await studio.getByTestId('new-draft').click();
  await studio.getByTestId('field-title').fill('Jean droit bleu '.repeat(32).slice(0, 500));
  await studio.getByTestId('field-title').blur();
  await expect(studio.locator('[data-testid=gate-finding][data-rule^=title_too_long]')).toBeVisible();
  await expect(studio.locator('.msg[data-rule^=title_too_long]')).toContainText('100');
  expect((await draftOnScreen(studio)).status).toBe('pending');
});

test('markup stays text in every field, list, search and preview', async ({ rig, seller }) => {
  const studio = await seller.openStudio();
  await studio.getByTestId('new-draft').click();
  const fields = studio.locator('main input[type=text], main input:not([type]), main textarea');
  await expect(studio.getByTestId('field-title')).toBeVisible();
  for (let i = 0; i < (await fields.count()); i++) {
    const field = fields.nth(i);
    if (!(await field.isEditable())) continue;
    await field.fill(MARKUP);
    await field.blur();
  }
  await expect.poll(async () => (await draftOnScreen(studio)).title).toBe(MARKUP);
  const popup = await seller.openPopup();
  await popup.getByTestId('popup-search').fill('<img');
  await expect(popup.getByTestId('popup-row')).toContainText('<img src=x');
  await goTo(studio, '#/drafts');
  await expect(studio.getByTestId('draft-row')).toContainText('<img src=x');
  for (const page of [studio, popup]) {
    expect(await page.title()).not.toMatch(/^[12]$/);
    expect(await page.locator('img[src=x], script:not([src])').count()).toBe(0);
  }
  expect(rig.problems()).toEqual([]);
});

test('a ZIP of something else is refused in place and leaves no trace', async ({ seller }) => {
  const other = await new JSZip().file('holiday.txt', 'sun').generateAsync({ type: 'nodebuffer' });
  const newer = JSON.stringify({
    format: 'penderie-drafts',
    version: 99,
    exported_at: '2030-01-01',
    drafts: [],
  });
  const hostile = await new JSZip()
    .file('drafts.json', '{"__proto__":{"x":1}}')
    .generateAsync({ type: 'nodebuffer' });
  const files = [
    { name: 'other.zip', mimeType: 'application/zip', buffer: other, code: 'file_not_an_export' },
    { name: 'hostile.zip', mimeType: 'application/zip', buffer: hostile, code: 'file_not_an_export' },
    { name: 'cut.zip', mimeType: 'application/zip', buffer: other.subarray(0, 40), code: 'file_damaged' },
    {
      name: 'text.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('hello'),
      code: 'file_not_an_archive',
    },
    {
      name: 'newer.json',
      mimeType: 'application/json',
      buffer: Buffer.from(newer),
      code: 'file_version_newer',
    },
  ];
  const studio = await seller.openStudio('#/import');
  for (const { code, ...file } of files) {
    await studio.getByTestId('import-input').setInputFiles(file);
    await expect(studio.getByTestId('error-block'), file.name).toHaveAttribute('data-code', code);
    await expect(studio.getByTestId('import-row')).toHaveCount(0);
  }
  const { total } = await askWorker<{ total: number }>(studio, 'drafts.list');
  expect(total).toBe(0);
});

async function draftOnScreen(studio: Page): Promise<Draft> {
  await studio.waitForURL(/#\/drafts\/[0-9a-f-]{36}/);
  const id = studio.url().split('/').at(-1)!;
  return askWorker<Draft>(studio, 'drafts.get', { id });
}
