import { readFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { DEMO_WARDROBE } from '../../fixtures/demo-wardrobe.ts';
import { expect, test } from '../fixtures.ts';
import { goTo } from '../seller.ts';
import { loadDemonstrationWardrobe } from '../wardrobe.ts';
import { askWorker } from '../worker.ts';

test('drafts go out as a ZIP from studio and popup, and come back as they were', async ({ rig, seller }) => {
  await rig.openVinted();
  const studio = await seller.openStudio();
  expect(await loadDemonstrationWardrobe(studio)).toBe(DEMO_WARDROBE.length);

  const [download] = await Promise.all([
    studio.waitForEvent('download'),
    studio.getByTestId('export-run').click(),
  ]);
  const bytes = await readFile(await download.path());
  const zip = await JSZip.loadAsync(bytes);
  const file = JSON.parse(await zip.file('drafts.json')!.async('text')) as {
    drafts: { title: string; photos: string[] }[];
  };
  expect(file.drafts.map((draft) => draft.title).toSorted()).toEqual(
    DEMO_WARDROBE.map((piece) => piece.title).toSorted(),
  );
  for (const name of file.drafts.flatMap((draft) => draft.photos))
    expect(zip.file(name), name).not.toBeNull();
  expect(await zip.file('readme.txt')!.async('text')).toContain('Penderie');

  // What is there already is recognised, and nothing is added twice.
  await goTo(studio, '#/drafts');
  await goTo(studio, '#/import');
  const upload = { name: 'export.zip', mimeType: 'application/zip', buffer: bytes };
  await studio.getByTestId('import-input').setInputFiles(upload);
  await expect(studio.getByTestId('import-row')).toHaveCount(DEMO_WARDROBE.length);
  await expect(studio.getByTestId('import-run')).toBeDisabled();

  const popup = await seller.openPopup();
  await popup.getByTestId('popup-export').click();
  const run = popup.getByTestId('export-run');
  const [fromPopup] = await Promise.all([popup.waitForEvent('download'), run.click()]);
  expect(fromPopup.suggestedFilename()).toMatch(/\.zip$/);
  const { total } = await askWorker<{ total: number }>(studio, 'drafts.list');
  expect(total).toBe(DEMO_WARDROBE.length);
});

test('drafts and photos are the same after the browser was killed', async ({ rig, seller }) => {
  await rig.openVinted();
  const studio = await seller.openStudio();
  await loadDemonstrationWardrobe(studio);
  const exported = async () => {
    const [download] = await Promise.all([
      studio.waitForEvent('download'),
      studio.getByTestId('export-run').click(),
    ]);
    return JSZip.loadAsync(await readFile(await download.path()));
  };
  const first = await exported();
  const hashes = async (zip: JSZip) => {
    const { drafts } = JSON.parse(await zip.file('drafts.json')!.async('text')) as {
      drafts: { content_hash: string }[];
    };
    return drafts.map((draft) => draft.content_hash).toSorted();
  };
  const before = await hashes(first);

  await rig.browser().kill();
  await rig.relaunch();
  const again = await seller.openStudio('#/import');
  const { drafts } = await askWorker<{ drafts: { id: string }[] }>(again, 'drafts.list');
  expect(drafts).toHaveLength(DEMO_WARDROBE.length);
  const [download] = await Promise.all([
    again.waitForEvent('download'),
    again.getByTestId('export-run').click(),
  ]);
  expect(await hashes(await JSZip.loadAsync(await readFile(await download.path())))).toEqual(before);
});
