import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { goTo, row } from '../seller.ts';
import { askWorker } from '../worker.ts';

const PHOTOS = join(import.meta.dirname, '../../fixtures/photos');
const photos = (prefix: string) =>
  readdirSync(PHOTOS)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.jpg'))
    .map((name) => join(PHOTOS, name));

export const JEAN = {
  title: 'Jean droit Levi’s 501 bleu, taille M',
  description:
    'Jean droit 501 en bon état, coton épais, porté quelques fois. Longueur 102 cm, taille 39 cm à plat.',
  price: '24,50',
  category: 'Jeans droits',
  brand: "Levi's",
  size: 'M / 38',
  condition: 'Très bon état',
  colors: ['Bleu'],
  packageSize: 'Moyen',
  photos: photos('jean'),
};

test('from photos on disk to a listing on vinted.fr, by the interface', async ({ rig, seller }) => {
  await rig.openVinted();
  const studio = await seller.openStudio();
  const id = await seller.createDraft(studio, JEAN);
  await goTo(studio, '#/drafts');
  await seller.waitForDraftStatus(studio, id, 'ready');

  await seller.openPreview(studio, id);
  await seller.knowAccount(studio);
  await seller.rehearse(studio);
  expect(rig.sandbox.summary()).toMatchObject({ listings: [], photosUploaded: 0, createsSent: 0 });

  await seller.openPreview(studio, id);
  await seller.publish(studio);
  const summary = rig.sandbox.summary();
  expect(summary).toMatchObject({
    duplicates: 0,
    photosOrphaned: 0,
    repeatedPhotoUploads: 0,
    createsSent: 1,
  });
  expect(summary.listings).toHaveLength(1);
  expect(summary.listings[0]).toMatchObject({ title: JEAN.title, price: 24.5, photos: JEAN.photos.length });

  await goTo(studio, '#/drafts');
  await seller.waitForDraftStatus(studio, id, 'published');
  const { listings } = await askWorker<{ listings: { vintedId: string }[] }>(studio, 'listings.list');
  expect(listings.map((listing) => listing.vintedId)).toEqual([String(summary.listings[0]!.id)]);

  const popup = await seller.openPopup();
  await popup.getByTestId('popup-search').fill('501');
  await expect(popup.getByTestId('popup-row')).toHaveCount(1);
  await expect(row(studio, id)).toContainText('501');
});

test('a rehearsal token starts no publication', async ({ rig, seller }) => {
  const { studio, ready } = await seller.moveIn();
  const { confirmToken } = await askWorker<{ confirmToken: string }>(studio, 'vinted.listings.prepare', {
    draft_id: ready[0],
    mode: 'rehearsal',
  });
  const tried = askWorker(studio, 'vinted.listings.publish', { confirm_token: confirmToken, dry_run: false });
  await expect(tried).rejects.toThrow('bad_token');
  expect(rig.sandbox.summary().createsSent).toBe(0);
});
