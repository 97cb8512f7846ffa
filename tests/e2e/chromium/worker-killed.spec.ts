import { expect, test } from '../fixtures.ts';
import { onVinted, publishUntil, publishUntilHeld } from '../deaths.ts';
import { goTo } from '../seller.ts';
import { moveInWithTwoPhotoPieces, titleOf } from '../two-photo-pieces.ts';
import { bootId } from '../worker.ts';

// Many deaths in one browser, each at a piece of its own: slow on a busy machine, not stuck.
test.describe.configure({ timeout: 240_000 });

const around = (step: string) => [`${step}:before-call`, `${step}:after-call`, `${step}:after-outcome`];
const DEATHS = {
  'before the photos': ['check_session', 'read_configuration', 'read_wardrobe'].flatMap(around),
  'between the photos': ['upload_image_1', 'recheck_account', 'upload_image_2'].flatMap(around),
  'around the create': [...['create_listing', 'verify_listing'].flatMap(around), 'saved'],
};

for (const [when, points] of Object.entries(DEATHS)) {
  test(`the worker dies ${when}: each piece is online once, no photo sent twice`, async ({ rig, seller }) => {
    const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, points.length);
    for (const [place, point] of points.entries()) {
      await test.step(point, async () => {
        await publishUntil(seller, studio, drafts[place]!, point);
        const before = rig.sandbox.log.length;
        await rig.browser().killWorker();

        // Nobody does anything: the open studio connects again, which wakes the worker.
        await seller.waitUntilOnline(studio);
        expect(onVinted(rig.sandbox, titleOf(place))).toBe(1);
        expect(rig.sandbox.summary()).toMatchObject({
          createsSent: place + 1,
          duplicates: 0,
          photosUploaded: 2 * (place + 1),
          photosOrphaned: 0,
          repeatedPhotoUploads: 0,
        });
        if (point === 'saved') expect(rig.sandbox.log.length).toBe(before);
        await goTo(studio, '#/drafts');
        await seller.waitForDraftStatus(studio, drafts[place]!, 'published');
      });
    }
  });
}

test('the worker dies while the create is on its way: its answer is fetched from the page', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);
  const once = (creates: number) =>
    expect(rig.sandbox.summary()).toMatchObject({
      createsSent: creates,
      duplicates: 0,
      photosUploaded: 2 * creates,
      photosOrphaned: 0,
      repeatedPhotoUploads: 0,
    });

  await test.step('Vinted has not carried it out yet; it answers after the worker woke', async () => {
    await publishUntilHeld(seller, studio, drafts[0]!, 'item.create', [{ hold: 'before' }]);
    const before = await bootId(studio);
    await rig.browser().killWorker();
    // Asking wakes it.
    expect(await bootId(studio)).not.toBe(before);
    expect(onVinted(rig.sandbox, titleOf(0))).toBe(0);
    rig.sandbox.release();
    await seller.waitUntilOnline(studio);
    once(1);
  });

  await test.step('Vinted has carried it out; it answers while the worker is dead', async () => {
    await publishUntilHeld(seller, studio, drafts[1]!, 'item.create', [{ hold: 'after' }]);
    expect(onVinted(rig.sandbox, titleOf(1))).toBe(1);
    // With no page of ours open nobody wakes the worker before the seller does.
    await studio.close();
    await rig.browser().killWorker();
    rig.sandbox.release();
    const popup = await seller.openPopup();
    await expect(popup.locator(`[data-testid=popup-row][data-draft-id="${drafts[1]}"]`)).toHaveAttribute(
      'data-status',
      'published',
      { timeout: 30_000 },
    );
    once(2);
  });
});

test('the worker dies while a photo is on its way: it is not sent again', async ({ rig, seller }) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);
  for (const [place, hold] of (['before', 'after'] as const).entries()) {
    await publishUntilHeld(seller, studio, drafts[place]!, 'photo.upload', [{ hold }]);
    await rig.browser().killWorker();
    rig.sandbox.release();
    await seller.waitUntilOnline(studio);
    expect(onVinted(rig.sandbox, titleOf(place))).toBe(1);
    expect(rig.sandbox.summary()).toMatchObject({
      createsSent: place + 1,
      photosUploaded: 2 * (place + 1),
      photosOrphaned: 0,
      repeatedPhotoUploads: 0,
    });
  }
});
