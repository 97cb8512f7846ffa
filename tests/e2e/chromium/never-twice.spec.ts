import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { QueueView } from '../../../src/publish/job.ts';
import type { Rig } from '../rig.ts';
import { goTo } from '../seller.ts';
import { moveInWithTwoPhotoPieces, titleOf } from '../two-photo-pieces.ts';
import { askWorker } from '../worker.ts';

test.describe.configure({ timeout: 120_000 });

interface Prepared {
  confirmToken: string;
}

/** Once the line is empty: one job and one listing for each of the first pieces, nothing else. */
async function expectOnce(rig: Rig, page: Page, listings = 1): Promise<void> {
  const view = () => askWorker<QueueView>(page, 'queue.view');
  await expect.poll(async () => (await view()).jobs, { timeout: 30_000 }).toEqual([]);
  expect((await view()).recent.map((job) => job.status)).toEqual(Array(listings).fill('completed'));
  const summary = rig.sandbox.summary();
  expect(summary.listings.map((listing) => listing.title)).toEqual(
    Array.from({ length: listings }, (_, place) => titleOf(place)),
  );
  expect(summary).toMatchObject({ duplicates: 0, createsSent: listings, repeatedPhotoUploads: 0 });
}

/** Asks as a page does; `queued`, or the code of the refusal. */
function publishByRoute(page: Page, confirm_token: string, idempotency_key?: string): Promise<string> {
  return askWorker(page, 'vinted.listings.publish', {
    confirm_token,
    dry_run: false,
    ...(idempotency_key ? { idempotency_key } : {}),
  }).then(
    () => 'queued',
    (error: Error) => /"code":"(\w+)"/.exec(error.message)?.[1] ?? error.message,
  );
}

test('"publish" clicked twice as fast as can be, or clicked and confirmed by key: one listing each', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);
  await seller.readToTheEnd(studio);
  await studio.getByTestId('publish-now').dblclick({ delay: 0 });
  await seller.waitUntilOnline(studio);
  await expectOnce(rig, studio, 1);

  await seller.openPreview(studio, drafts[1]!);
  await seller.readToTheEnd(studio);
  // Faster than any hand: all within one turn of the page, before anything is drawn anew.
  await studio.getByTestId('publish-now').evaluate((button: HTMLElement) => {
    const confirm = () =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }),
      );
    button.click();
    confirm();
    button.click();
    confirm();
  });
  await seller.waitUntilOnline(studio);
  await expectOnce(rig, studio, 2);
});

test('one draft confirmed in two studio tabs: one listing, and the second tab says what happened', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);
  const second = await seller.openStudio();

  await test.step('at the same time: both follow the one publication', async () => {
    await seller.openPreview(second, drafts[0]!);
    for (const page of [studio, second]) {
      await page.bringToFront();
      await seller.readToTheEnd(page);
    }
    await Promise.all([studio, second].map((page) => page.getByTestId('publish-now').click()));
    for (const page of [studio, second]) await seller.waitUntilOnline(page);
    await expectOnce(rig, studio, 1);
  });

  await test.step('after the end: refused in words, with the way on', async () => {
    for (const page of [studio, second]) {
      await page.bringToFront();
      await seller.openPreview(page, drafts[1]!);
      await seller.readToTheEnd(page);
    }
    await studio.getByTestId('publish-now').click();
    await seller.waitUntilOnline(studio);
    await second.getByTestId('publish-now').click();
    const refusal = second.getByTestId('error-block');
    await expect(refusal).toHaveAttribute('data-code', 'conflict');
    await expect(refusal).toContainText('Déjà demandé');
    await expect(refusal).toContainText('Rien de plus n’est parti.');
    await expect(refusal).toContainText('Suivez-la dans la file.');
    await expect(second.getByTestId('publish-now')).toBeDisabled();
    await refusal.getByTestId('error-action').click();
    await expect(second.locator('[data-testid=queue-recent][data-status=completed]')).toHaveCount(2);
    await expectOnce(rig, studio, 2);
  });
});

test('two popups lead to two previews of one draft, both confirmed: one listing', async ({ rig, seller }) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  const previews: Page[] = [];
  for (let i = 0; i < 2; i++) {
    const popup = await seller.openPopup();
    const piece = popup.locator(`[data-testid=popup-row][data-draft-id="${drafts[0]}"]`);
    await piece.getByTestId('row-menu').click();
    const opened = rig.browser().context.waitForEvent('page');
    await popup.getByTestId('row-preview').click();
    previews.push(await opened);
  }
  for (const preview of previews) await seller.readToTheEnd(preview);
  await Promise.all(previews.map((preview) => preview.getByTestId('publish-now').click()));
  for (const preview of previews) await seller.waitUntilOnline(preview);
  await expectOnce(rig, studio);
});

test('two popups redeem one token at the same time, and again after the end: one listing', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  await askWorker(studio, 'settings.set', { patch: { termsAccepted: true } });
  const popups = [await seller.openPopup(), await seller.openPopup()];
  const { confirmToken } = await askWorker<Prepared>(studio, 'vinted.listings.prepare', {
    draft_id: drafts[0],
    mode: 'real',
  });
  const answers = await Promise.all(
    [...popups, ...popups].map((popup, i) => publishByRoute(popup, confirmToken, `key-of-popup-${i}`)),
  );
  expect(answers.sort()).toEqual(['conflict', 'conflict', 'conflict', 'queued']);
  await goTo(studio, '#/drafts');
  await seller.waitForDraftStatus(studio, drafts[0]!, 'published');
  for (const popup of popups) expect(await publishByRoute(popup, confirmToken)).toBe('conflict');
  await expectOnce(rig, studio);
});

test('a key that was seen is refused for any token, and the other draft stays as it was', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 2);
  await askWorker(studio, 'settings.set', { patch: { termsAccepted: true } });
  const [one, other] = await Promise.all(
    drafts.map((draft_id) =>
      askWorker<Prepared>(studio, 'vinted.listings.prepare', { draft_id, mode: 'real' }),
    ),
  );
  expect(await publishByRoute(studio, one!.confirmToken, 'the-same-key')).toBe('queued');
  expect(await publishByRoute(studio, other!.confirmToken, 'the-same-key')).toBe('conflict');
  await goTo(studio, '#/drafts');
  await seller.waitForDraftStatus(studio, drafts[0]!, 'published');
  expect(await publishByRoute(studio, other!.confirmToken, 'the-same-key')).toBe('conflict');
  await seller.waitForDraftStatus(studio, drafts[1]!, 'prepared');
  await expectOnce(rig, studio);
});

test('the page loaded again in the middle follows its publication; a new preview afterwards is refused', async ({
  rig,
  seller,
}) => {
  const { studio, drafts } = await moveInWithTwoPhotoPieces(seller, 1);
  rig.sandbox.misbehave({ hold: 'after', match: { path: 'item.create' } });
  await seller.confirm(studio);
  await expect.poll(() => rig.sandbox.held().length, { timeout: 30_000 }).toBe(1);

  await studio.reload();
  await expect(studio.getByTestId('publish-result')).toHaveAttribute('data-status', 'processing');
  await expect(studio.getByTestId('publish-now')).toHaveCount(0);
  const second = await seller.openStudio(`#/preview/${drafts[0]}`);
  await expect(second.getByTestId('publish-result')).toHaveAttribute('data-status', 'processing');
  rig.sandbox.release();
  for (const page of [studio, second]) await seller.waitUntilOnline(page);

  await studio.reload();
  const refusal = studio.getByTestId('error-block');
  await expect(refusal).toHaveAttribute('data-code', 'invalid_move');
  await expect(refusal).toHaveAttribute('data-reach', 'none');
  await expect(studio.getByTestId('publish-now')).toHaveCount(0);
  await expectOnce(rig, studio);
});
