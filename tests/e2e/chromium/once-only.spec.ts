import { expect, test } from '../fixtures.ts';
import { askWorker } from '../worker.ts';

interface Prepared {
  confirmToken: string;
}

test('a double click on "publish" makes one listing', async ({ rig, seller }) => {
  const { studio, ready } = await seller.moveIn();
  await seller.openPreview(studio, ready[0]!);
  await seller.readToTheEnd(studio);
  await studio.getByTestId('publish-now').dblclick();
  await seller.waitUntilOnline(studio);
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, duplicates: 0 });
});

test('two popups lead to two previews, both confirmed: one listing', async ({ rig, seller }) => {
  const { studio, ready } = await seller.moveIn();
  const previews = [];
  for (let i = 0; i < 2; i++) {
    const popup = await seller.openPopup();
    await popup
      .locator(`[data-testid=popup-row][data-draft-id="${ready[0]}"]`)
      .getByTestId('row-menu')
      .click();
    const opened = rig.browser().context.waitForEvent('page');
    await popup.getByTestId('row-preview').click();
    previews.push(await opened);
  }
  for (const preview of previews) await seller.readToTheEnd(preview);
  await Promise.all(previews.map((preview) => preview.getByTestId('publish-now').click()));
  for (const preview of previews) await seller.waitUntilOnline(preview);
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, duplicates: 0, repeatedPhotoUploads: 0 });
  await studio.close();
});

test('two tokens for one draft, a repeated key and a spent token: one job', async ({ rig, seller }) => {
  const { studio, ready } = await seller.moveIn();
  const prepare = () =>
    askWorker<Prepared>(studio, 'vinted.listings.prepare', { draft_id: ready[0], mode: 'real' });
  const publish = (confirm_token: string, idempotency_key: string) =>
    askWorker(studio, 'vinted.listings.publish', { confirm_token, idempotency_key, dry_run: false }).then(
      () => 'queued',
      (error: Error) => /"code":"(\w+)"/.exec(error.message)?.[1] ?? error.message,
    );
  await askWorker(studio, 'settings.set', { patch: { termsAccepted: true } });
  const [one, two] = [await prepare(), await prepare()];
  const answers = await Promise.all([
    publish(one.confirmToken, 'the-same-key'),
    publish(one.confirmToken, 'the-same-key'),
    publish(two.confirmToken, 'the-same-key'),
    publish(two.confirmToken, 'another-key'),
  ]);
  expect(answers.filter((answer) => answer === 'queued')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(3);
  await seller.openPreview(studio, ready[0]!);
  await expect.poll(() => rig.sandbox.summary().listings.length, { timeout: 60_000 }).toBe(1);
  expect(await publish(one.confirmToken, 'a-third-key')).not.toBe('queued');
  expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, duplicates: 0 });
});

test('a rehearsal token starts no publication', async ({ rig, seller }) => {
  const { studio, ready } = await seller.moveIn();
  const { confirmToken } = await askWorker<Prepared>(studio, 'vinted.listings.prepare', {
    draft_id: ready[0],
    mode: 'rehearsal',
  });
  const tried = askWorker(studio, 'vinted.listings.publish', { confirm_token: confirmToken, dry_run: false });
  await expect(tried).rejects.toThrow('bad_token');
  expect(rig.sandbox.summary().createsSent).toBe(0);
});
