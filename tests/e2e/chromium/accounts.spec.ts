import type { Page } from '@playwright/test';
import { SECOND_ACCOUNT } from '../../sandbox/options.ts';
import { expect, test } from '../fixtures.ts';
import { goTo, row } from '../seller.ts';
import { askWorker } from '../worker.ts';

interface Known {
  id: string;
  login: string | null;
  open: boolean;
  photos: { count: number; bytes: number };
}

const SACHA = `www.vinted.fr:${SECOND_ACCOUNT.id}`;

const accounts = async (studio: Page) =>
  (await askWorker<{ accounts: Known[] }>(studio, 'account.list')).accounts;

/** From the menu of the nav: asks Vinted who is signed in. */
async function checkAccount(studio: Page): Promise<void> {
  await studio.getByTestId('account').click();
  await studio.getByTestId('account-check').click();
}

/** The page loads itself again once another account is open. */
async function untilOpen(studio: Page, login: string): Promise<void> {
  await expect(studio.getByTestId('account').locator('b')).toHaveText(login, { timeout: 15_000 });
}

test('two accounts in one browser: each has its own drafts, photos and queue', async ({ rig, seller }) => {
  test.setTimeout(120_000);
  const { studio, ready } = await seller.moveIn();
  const [camille] = await accounts(studio);
  expect(camille).toMatchObject({ login: 'camille_demo', open: true });
  expect(camille!.photos.count).toBeGreaterThan(3);
  const { store } = await askWorker<{ store: { name: string } }>(studio, 'health');
  expect(store.name).toBe('vbs-www.vinted.fr-9900000010.db');
  const drafts = await askWorker<{ total: number }>(studio, 'drafts.list');

  // Sacha signs in on Vinted: told, and nothing opened before the seller says so.
  rig.sandbox.signInAs(SECOND_ACCOUNT);
  await goTo(studio, '#/drafts');
  await checkAccount(studio);
  await expect(studio.getByTestId('other-account')).toContainText('sacha_demo', { timeout: 30_000 });
  await expect(row(studio, ready[0]!)).toBeVisible();
  await studio.getByTestId('other-account-open').click();
  await untilOpen(studio, 'sacha_demo');
  expect(await askWorker(studio, 'drafts.list')).toMatchObject({ total: 0, drafts: [] });
  await expect(askWorker(studio, 'drafts.get', { id: ready[0] })).rejects.toThrow('not_found');
  expect(await accounts(studio)).toMatchObject([
    { id: SACHA, open: true, photos: { count: 0 } },
    { id: camille!.id, login: 'camille_demo', open: false, photos: camille!.photos },
  ]);

  // A page that still shows Camille cannot write here.
  const own = await seller.createDraft(studio, { title: 'Veste de Sacha' });
  await expect(askAs(studio, 'first-of-another', 'drafts.create')).resolves.toBe('account_switched');

  // Back by the menu, on another page of the studio as well.
  const second = await seller.openStudio();
  await untilOpen(second, 'sacha_demo');
  await studio.getByTestId('account').click();
  await studio.locator(`[data-testid=account-choice][data-account="${camille!.id}"]`).click();
  await untilOpen(studio, 'camille_demo');
  await untilOpen(second, 'camille_demo');
  expect(await askWorker<{ total: number }>(studio, 'drafts.list')).toMatchObject({ total: drafts.total });
  await expect(askWorker(studio, 'drafts.get', { id: own })).rejects.toThrow('not_found');
  await goTo(studio, '#/drafts');
  await expect(row(studio, ready[0]!).locator('img').first()).toBeVisible();

  // It stays after the browser died.
  await rig.browser().close();
  await rig.relaunch();
  const again = await seller.openStudio();
  await untilOpen(again, 'camille_demo');
  expect(await accounts(again)).toMatchObject([
    { id: camille!.id, open: true },
    { id: SACHA, open: false },
  ]);
});

test('an account is erased after its preview and its name; the other stays whole', async ({
  rig,
  seller,
}) => {
  test.setTimeout(120_000);
  const { studio } = await seller.moveIn();
  const drafts = await askWorker<{ total: number }>(studio, 'drafts.list');
  rig.sandbox.signInAs(SECOND_ACCOUNT);
  await goTo(studio, '#/settings');
  await checkAccount(studio);
  await studio.getByTestId('other-account-open').click();
  await untilOpen(studio, 'sacha_demo');
  const own = await seller.createDraft(studio, { title: 'Veste de Sacha' });
  const before = await photoDatabases(studio);

  await goTo(studio, '#/settings');
  const camille = studio.locator('[data-testid=account-row][data-account="www.vinted.fr:9900000010"]');
  await camille.getByTestId('account-erase').click();
  await expect(studio.getByTestId('erase-preview').locator('dd').nth(0)).toHaveText(String(drafts.total));
  await studio.getByTestId('erase-word').fill('sacha_demo');
  await expect(studio.getByTestId('erase-confirm')).toHaveAttribute('aria-disabled', 'true');
  await studio.getByTestId('erase-word').fill('camille_demo');
  await studio.getByTestId('erase-confirm').click();
  await expect(camille).toHaveCount(0);
  expect(await accounts(studio)).toMatchObject([{ id: SACHA, open: true }]);
  expect(await photoDatabases(studio)).toHaveLength(before.length - 1);
  expect(await askWorker(studio, 'drafts.get', { id: own })).toMatchObject({ title: 'Veste de Sacha' });

  // Everything: what is left is a first run.
  await studio.getByTestId('erase-all').click();
  await studio.getByTestId('erase-word').fill('Penderie');
  await studio.getByTestId('erase-confirm').click();
  await expect(studio.getByTestId('account')).not.toContainText('sacha_demo', { timeout: 15_000 });
  await expect.poll(() => accounts(studio).catch(() => [])).toMatchObject([{ id: 'local', open: true }]);
  expect(await askWorker(studio, 'drafts.list')).toMatchObject({ total: 0 });
});

/** A request of a page that shows another body of data. @returns the code of its refusal */
function askAs(page: Page, dataset: string, route: string): Promise<string | undefined> {
  return page.evaluate(
    async (message) => {
      const answer = (await chrome.runtime.sendMessage(message)) as { error?: { code: string } };
      return answer.error?.code;
    },
    { kind: 'route', route, input: {}, dataset },
  );
}

function photoDatabases(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('penderie-photos') ? [name] : [])),
  );
}
