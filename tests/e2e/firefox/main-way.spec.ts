import { join } from 'node:path';
import { choose, click, expect, fill, find, putFiles, test, waitForCount } from '../firefox-rig.ts';

const PHOTOS = ['jean-1', 'jean-2'].map((name) =>
  join(import.meta.dirname, `../../fixtures/photos/${name}.jpg`),
);

test('Firefox: install, a draft with photos, a rehearsal that sends nothing', async ({ rig }) => {
  const site = await rig.firefox.browser.newPage();
  await site.goto('https://www.vinted.fr/');

  const studio = await rig.firefox.openExtensionPage('studio.html#/drafts', '[data-testid="new-draft"]');
  await click(studio, 'new-draft');
  await putFiles(studio, 'photo-input', PHOTOS);
  await waitForCount(studio, 'photo-tile', PHOTOS.length);
  await choose(studio, 'field-category', 'Jeans droits');
  await fill(studio, 'field-title', 'Jean droit Levi’s 501 bleu, taille M');
  await fill(
    studio,
    'field-description',
    'Jean droit 501 en bon état, coton épais, porté quelques fois. Taille 39 cm à plat.',
  );
  await fill(studio, 'field-price', '24,50');
  await choose(studio, 'field-brand', "Levi's");
  await choose(studio, 'field-size', 'M / 38');
  await choose(studio, 'field-condition', 'Très bon état');
  await choose(studio, 'field-colors', 'Bleu');
  await choose(studio, 'field-package', 'Moyen');
  await studio.waitForSelector('[data-testid="status-pill"][data-status="ready"]', { timeout: 20_000 });

  await click(studio, 'open-preview');
  await click(studio, 'check-session');
  await click(studio, 'adopt-account');
  await click(studio, 'rehearse-now');
  const rehearsal = await find(studio, 'rehearsal');
  expect(await rehearsal.evaluate((element) => element.textContent)).toContain('/api/v2/item_upload/items');
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 0, photosUploaded: 0, listings: [] });
});
