import { expect, test } from '../fixtures.ts';
import { haltAt, untilHalted } from '../halting.ts';
import { goTo } from '../seller.ts';

const STEPS = [
  'check_session',
  'read_configuration',
  'read_wardrobe',
  'upload_image_1',
  'upload_image_2',
  'recheck_account',
  'create_listing',
  'verify_listing',
];
const POINTS = [
  ...STEPS.flatMap((step) => [`${step}:before-call`, `${step}:after-call`, `${step}:after-outcome`]),
  'saved',
];

for (const point of POINTS) {
  test(`the worker killed at ${point}: one listing, no photo sent twice`, async ({ rig, seller }) => {
    const { studio, ready } = await seller.moveIn();
    const id = ready[0]!;
    await haltAt(studio, point);
    await seller.openPreview(studio, id);
    await seller.confirm(studio);
    await untilHalted(studio, point);
    await haltAt(studio, null);
    await rig.browser().killWorker();

    await seller.waitUntilOnline(studio);
    const summary = rig.sandbox.summary();
    expect(summary).toMatchObject({
      createsSent: 1,
      duplicates: 0,
      repeatedPhotoUploads: 0,
      photosOrphaned: 0,
    });
    expect(summary.listings).toHaveLength(1);
    expect(summary.listings[0]!.photos).toBe(summary.photosUploaded);
    await goTo(studio, '#/drafts');
    await seller.waitForDraftStatus(studio, id, 'published');
  });
}
