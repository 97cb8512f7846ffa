import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { onVinted, publishUntil, publishUntilHeld } from '../deaths.ts';
import type { Rig } from '../rig.ts';
import { goTo, row } from '../seller.ts';
import { moveInWithTwoPhotoPieces, titleOf } from '../two-photo-pieces.ts';

test.describe.configure({ timeout: 180_000 });

const PHOTO = join(import.meta.dirname, '../../fixtures/photos/robe-1.jpg');

/** A power cut in the middle of whatever runs, then the machine is on again. */
async function cutThePower(rig: Rig): Promise<void> {
  await rig.browser().kill();
  // What was on its way to the site is settled there before the browser is back.
  rig.sandbox.release();
  await rig.relaunch();
}

/** The thumbnails of a row or tile are really drawn: their bytes are there. */
async function expectPicture(place: ReturnType<Page['locator']>): Promise<void> {
  await expect
    .poll(
      () =>
        place
          .locator('img')
          .first()
          .evaluate((image) => (image as HTMLImageElement).naturalWidth),
      {
        timeout: 20_000,
      },
    )
    .toBeGreaterThan(0);
}

test('the browser dies between two photos: it goes on after the restart, one listing, nothing lost', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 3);

  // A piece written by hand while another is being sent: acknowledged means kept.
  await publishUntil(seller, studio, drafts[0]!, 'upload_image_1:after-outcome');
  const id = await seller.createDraft(studio, {
    title: 'Robe rouge notée juste avant la coupure',
    description: '',
    price: '41,50',
    photos: [PHOTO],
  });
  await studio.getByTestId('field-price').blur();
  await expect(studio.getByTestId('save-state')).toHaveAttribute('data-state', 'saved');
  await cutThePower(rig);

  const after = await seller.openStudio();
  await seller.waitForDraftStatus(after, drafts[0]!, 'published', 60_000);
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(1);
  expect(rig.sandbox.summary()).toMatchObject({
    createsSent: 1,
    photosUploaded: 2,
    photosOrphaned: 0,
    repeatedPhotoUploads: 0,
  });

  for (const other of drafts.slice(1)) {
    await seller.waitForDraftStatus(after, other, 'ready');
    await expectPicture(row(after, other));
  }
  await expect(row(after, id)).toContainText('Robe rouge notée juste avant la coupure');
  await expectPicture(row(after, id));
  await goTo(after, `#/drafts/${id}`);
  await expect(after.getByTestId('field-price')).toHaveValue('41,50');
  await expectPicture(after.getByTestId('photo-tile'));

  // And the log: what was published cannot be published again, the rest can.
  await seller.openPreview(after, drafts[1]!);
  await seller.publish(after);
  await goTo(after, '#/queue');
  await expect(after.locator('[data-testid=queue-recent][data-status=completed]')).toHaveCount(2);
});

test('the browser dies while a photo is on its way: sent again at most once, one listing', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  await publishUntilHeld(seller, studio, drafts[0]!, 'photo.upload', [{ hold: 'after' }]);
  await cutThePower(rig);

  // The popup alone is opened: that is enough.
  const popup = await seller.openPopup();
  const piece = popup.locator(`[data-testid=popup-row][data-draft-id="${drafts[0]}"]`);
  await popup.getByTestId('popup-search').fill(titleOf(0));
  await expect(piece).toHaveAttribute('data-status', 'published', { timeout: 60_000 });
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(1);
  expect(rig.sandbox.summary()).toMatchObject({
    createsSent: 1,
    photosUploaded: 3,
    photosOrphaned: 1,
    repeatedPhotoUploads: 1,
  });
});

test('the browser dies right after the answer to the create was kept: it only reads back', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  await publishUntil(seller, studio, drafts[0]!, 'create_listing:after-outcome');
  await cutThePower(rig);
  const after = await seller.openStudio();
  await seller.waitForDraftStatus(after, drafts[0]!, 'published', 60_000);
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(1);
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, photosUploaded: 2, photosOrphaned: 0 });
});

test('the browser dies before the answer to the create was kept: the seller is asked, nothing is sent again', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);
  await publishUntil(seller, studio, drafts[0]!, 'create_listing:after-call');
  await cutThePower(rig);

  // The popup says so, and leads to where it is answered.
  const popup = await seller.openPopup();
  const said = popup.locator('[data-testid=error-block][data-code=outcome_unknown]');
  await expect(said).toContainText('L’annonce existe peut-être.', { timeout: 30_000 });
  const opened = rig.browser().context.waitForEvent('page');
  await said.getByTestId('error-action').click();
  const after = await opened;
  const question = after.getByTestId('halt').getByTestId('unknown-result');
  await expect(question.getByTestId('error-block')).toContainText('L’annonce existe peut-être.');
  await expect(question.getByTestId('wardrobe-link')).toBeVisible();
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(1);

  const listing = rig.sandbox.summary().listings[0]!;
  await question.getByTestId('answer-listing').fill(String(listing.id));
  await question.getByTestId('answer-online').click();
  await expect(after.locator('[data-testid=queue-recent][data-status=completed]')).toHaveCount(1);
  await goTo(after, '#/drafts');
  await seller.waitForDraftStatus(after, drafts[0]!, 'published');
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, duplicates: 0, photosUploaded: 2 });

  // The line is free again.
  await seller.openPreview(after, drafts[1]!);
  await seller.publish(after);
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 2, duplicates: 0 });
});
