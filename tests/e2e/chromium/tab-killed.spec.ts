import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { killWorkerAndVintedTabs, onVinted, publishUntil, publishUntilHeld } from '../deaths.ts';
import type { Rig } from '../rig.ts';
import { goTo, type Seller } from '../seller.ts';
import { moveInWithTwoPhotoPieces, titleOf } from '../two-photo-pieces.ts';

test.describe.configure({ timeout: 180_000 });

test('worker and vinted tab die while a photo is on its way: one listing, one photo left over at most', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);

  await test.step('the photo never arrived', async () => {
    await publishUntilHeld(seller, studio, drafts[0]!, 'photo.upload', [
      { hold: 'before' },
      { cut: 'before' },
    ]);
    await killWorkerAndVintedTabs(rig);
    rig.sandbox.release();
    await seller.waitUntilOnline(studio);
    expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, photosUploaded: 2, photosOrphaned: 0 });
  });

  await test.step('the photo had arrived, its number is lost', async () => {
    await publishUntilHeld(seller, studio, drafts[1]!, 'photo.upload', [{ hold: 'after' }]);
    await killWorkerAndVintedTabs(rig);
    rig.sandbox.release();
    await seller.waitUntilOnline(studio);
    expect(rig.sandbox.summary()).toMatchObject({ createsSent: 2, photosUploaded: 5, photosOrphaned: 1 });
  });
  for (const place of [0, 1]) expect(onVinted(rig.sandbox, titleOf(place))).toBe(1);
});

test('worker and vinted tab die between two photos: nothing is sent twice', async ({ rig, seller }) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  await publishUntil(seller, studio, drafts[0]!, 'upload_image_1:after-outcome');
  await killWorkerAndVintedTabs(rig);
  await seller.waitUntilOnline(studio);
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(1);
  expect(rig.sandbox.summary()).toMatchObject({
    createsSent: 1,
    photosUploaded: 2,
    photosOrphaned: 0,
    repeatedPhotoUploads: 0,
  });
});

/** What must stand on the screen once nobody but the seller can tell, and that nothing moves before the answer. */
async function expectQuestion(rig: Rig, studio: Page, draftId: string): Promise<void> {
  const sent = rig.sandbox.summary().createsSent;
  const question = studio.locator(`[data-testid=unknown-result][data-draft-id="${draftId}"]`);
  await expect(question).toBeVisible({ timeout: 30_000 });
  await expect(studio.getByTestId('publish-result')).toHaveAttribute('data-status', 'unknown');
  const what = question.getByTestId('error-block').first();
  await expect(what).toHaveAttribute('data-code', 'outcome_unknown');
  await expect(what).toHaveAttribute('data-reach', 'maybe');
  await expect(what).toContainText('L’annonce existe peut-être.');
  await expect(what).toContainText('Rien ne repart avant votre réponse.');
  await expect(question.getByTestId('answer-online')).toBeVisible();

  await goTo(studio, '#/queue');
  const halt = studio.getByTestId('halt');
  await expect(halt).toHaveAttribute('data-code', 'outcome_unknown');
  await expect(halt.getByTestId('wardrobe-link')).toBeVisible();
  await goTo(studio, '#/drafts');
  await expect(studio.locator(`[data-testid=draft-row][data-draft-id="${draftId}"]`)).toHaveAttribute(
    'data-status',
    'manual',
  );

  // Neither another life of the worker nor looking at the preview sends anything.
  const requests = () => rig.sandbox.log.filter((request) => request.method === 'POST').length;
  const before = requests();
  await rig.browser().killWorker();
  await goTo(studio, `#/preview/${draftId}`);
  await expect(question).toBeVisible({ timeout: 30_000 });
  await expect(studio.getByTestId('publish-now')).toHaveCount(0);
  await studio.waitForTimeout(1_500);
  expect(requests()).toBe(before);
  expect(rig.sandbox.summary().createsSent).toBe(sent);
}

/** "Not online": asked twice, and the draft is ready for a new preview. */
async function answerNotOnline(seller: Seller, studio: Page, draftId: string): Promise<void> {
  await studio.getByTestId('answer-not-online').click();
  await studio.getByTestId('answer-not-online-yes').click();
  await expect(studio.locator('[data-testid=preview][data-phase=shown]')).toBeVisible({ timeout: 30_000 });
  await goTo(studio, '#/drafts');
  await expect(studio.locator(`[data-testid=draft-row][data-draft-id="${draftId}"]`)).toHaveAttribute(
    'data-status',
    /^(ready|prepared)$/,
  );
  await seller.openPreview(studio, draftId);
}

test('worker and vinted tab die right before the create: the seller says it is not online, and publishes anew', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  await publishUntil(seller, studio, drafts[0]!, 'create_listing:before-call');
  await killWorkerAndVintedTabs(rig);
  await expectQuestion(rig, studio, drafts[0]!);
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(0);

  await answerNotOnline(seller, studio, drafts[0]!);
  await seller.publish(studio);
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(1);
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, duplicates: 0 });
});

test('worker and vinted tab die, the create never arrived: not online, then published by a new preview', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  await publishUntilHeld(seller, studio, drafts[0]!, 'item.create', [{ hold: 'before' }, { cut: 'before' }]);
  await killWorkerAndVintedTabs(rig);
  rig.sandbox.release();
  await expectQuestion(rig, studio, drafts[0]!);
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(0);

  await answerNotOnline(seller, studio, drafts[0]!);
  await seller.publish(studio);
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 2, duplicates: 0 });
  expect(onVinted(rig.sandbox, titleOf(0))).toBe(1);
});

test('worker and vinted tab die, the create was carried out: the seller gives the number, it is published', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);
  for (const [place, hold] of (['after', 'before'] as const).entries()) {
    const id = drafts[place]!;
    await publishUntilHeld(seller, studio, id, 'item.create', [{ hold }]);
    await killWorkerAndVintedTabs(rig);
    // Held before its effect, the create is carried out only now, with nobody left to hear of it.
    rig.sandbox.release();
    await expect.poll(() => onVinted(rig.sandbox, titleOf(place))).toBe(1);
    await expectQuestion(rig, studio, id);

    // Without an address the field says what it needs, and nothing changes.
    await studio.getByTestId('answer-online').click();
    await expect(studio.getByTestId('unknown-result')).toContainText('Collez l’adresse de l’annonce');
    const listing = rig.sandbox.summary().listings.find((one) => one.title === titleOf(place))!;
    await studio.getByTestId('answer-listing').fill(`https://www.vinted.fr/items/${listing.id}`);
    await studio.getByTestId('answer-online').click();
    await goTo(studio, '#/drafts');
    await seller.waitForDraftStatus(studio, id, 'published');
    await goTo(studio, `#/drafts/${id}`);
    await expect(studio.getByTestId('published').getByTestId('listing-link')).toHaveAttribute(
      'href',
      `https://www.vinted.fr/items/${listing.id}`,
    );
    expect(rig.sandbox.summary()).toMatchObject({ createsSent: place + 1, duplicates: 0, photosOrphaned: 0 });
  }
});
