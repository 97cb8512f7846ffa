import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { defaultReadings, type ReadingEntry } from '../../sandbox/readings.ts';
import { DEMO_ACCOUNT, READINGS, type Readings } from '../../sandbox/sandbox.ts';
import { expect, test } from '../fixtures.ts';
import type { Rig } from '../rig.ts';
import { goTo } from '../seller.ts';
import { UnluckySeller } from '../unlucky-seller.ts';

/*
 * Where the sources about Vinted conflict, nobody knows which one is right: the main way must pass under every reading
 * that it meets. Each other position alone, several in one browser; then all of them at once from an empty browser.
 */
test.setTimeout(150_000);

type Id = keyof Readings;
/** Met by anybody who is signed out, and nobody else. */
const WHEN_SIGNED_OUT: Id[] = ['signedOutUser', 'signedOutForm'];
/** These have a test of their own below: with them something has to be said or added. */
const BY_THE_SELLER: Id[] = ['noBrand', 'minimumPhotos', 'tooFewPhotos'];
/** Vinted's own drafts, the end of a listing and feedback: this version makes none of these calls. */
const NEVER_MET: Id[] = [
  'completionPhotos',
  'completionAnswer',
  'completionId',
  'draftStub',
  'draftDelete',
  'deleteVerb',
  'feedbackPath',
];
const NEVER_CALLED = /^(draft\.(?!list)|item\.(update|delete|hide)|feedback)/;

const others = ({ id, positions }: ReadingEntry) => positions.slice(1).map((position) => ({ id, position }));
const reading = (id: Id, position: string): Partial<Readings> => ({ [id]: position });
const ON_THE_WAY = READINGS.filter(
  ({ id }) => ![...WHEN_SIGNED_OUT, ...BY_THE_SELLER, ...NEVER_MET].includes(id),
).flatMap(others);

const half = Math.ceil(ON_THE_WAY.length / 2);
for (const group of [ON_THE_WAY.slice(0, half), ON_THE_WAY.slice(half)]) {
  const names = group.map(({ id, position }) => `${id}=${position}`).join(', ');
  test(`a piece goes online under ${names}`, async ({ rig, seller }) => {
    const one = await UnluckySeller.moveIn(seller, group.length);
    for (const { id, position } of group) {
      await test.step(`${id}=${position}`, async () => {
        rig.sandbox.setReadings({ ...defaultReadings(), ...reading(id, position) });
        // What stands in the page is from before.
        await vintedTab(rig).reload();
        const piece = one.takePiece();
        await one.publish(piece.id);
        await expect(one.result).toContainText('Publiée sur Vinted');
        await one.expectOnlineOnce(piece);
      });
    }
    expect(rig.sandbox.log.filter(({ endpoint }) => NEVER_CALLED.test(endpoint ?? ''))).toEqual([]);
  });
}

test('whoever is signed out is told so under each reading, and goes on once signed in', async ({
  rig,
  seller,
}) => {
  const positions = READINGS.filter(({ id }) => WHEN_SIGNED_OUT.includes(id)).flatMap(others);
  const one = await UnluckySeller.moveIn(seller, positions.length);
  for (const { id, position } of positions) {
    await test.step(`${id}=${position}`, async () => {
      rig.sandbox.setReadings({ ...defaultReadings(), ...reading(id, position) });
      const piece = one.takePiece();
      await one.publish(piece.id, (sandbox) => sandbox.signOut());
      await one.expectStanding(piece.id, { job: 'paused', draft: 'prepared', code: 'signed_out' });
      rig.sandbox.signInAs(DEMO_ACCOUNT);
      // Signing in ends on a page of the site.
      await vintedTab(rig).reload();
      await one.resume();
      await one.expectOnlineOnce(piece);
    });
  }
});

test('a category that asks for three photos says so, in either way, and takes the piece once it has them', async ({
  rig,
  seller,
}) => {
  const one = await UnluckySeller.moveIn(seller, 2);
  const third = join(import.meta.dirname, '../../fixtures/photos/jean-3.jpg');
  for (const [position, code] of [
    ['code-52', 'too_few_photos'],
    ['code-99', 'vinted_rejected'],
  ] as const) {
    await test.step(position, async () => {
      rig.sandbox.setReadings({ minimumPhotos: '3', tooFewPhotos: position });
      const piece = one.takePiece();
      await one.publish(piece.id);
      await one.expectStanding(piece.id, { job: 'failed', draft: 'error', code });
      await one.pressNext();
      await one.preview.getByTestId('photo-input').setInputFiles(third);
      await one.expectDraft(piece.id, 'ready');
      await one.publish(piece.id);
      await one.expectOnlineOnce(piece, 2, 3);
    });
  }
});

/** And what the seller chooses where "Sans marque" is refused. A text of one's own goes without any id. */
const NO_BRAND: [position: Readings['noBrand'], instead: { text: string; option: string } | null][] = [
  ['1', null],
  ['425886', { text: 'NO LABEL', option: 'option' }],
  ['null', { text: 'Artisan', option: 'option-free' }],
];

test('a piece without a brand goes online whichever way Vinted wants to hear it', async ({ rig, seller }) => {
  const one = await UnluckySeller.moveIn(seller, NO_BRAND.length);
  const { preview } = one;
  for (const [position, instead] of NO_BRAND) {
    await test.step(position, async () => {
      rig.sandbox.setReadings({ noBrand: position });
      const piece = one.takePiece();
      await goTo(preview, `#/drafts/${piece.id}`);
      await seller.fillDraft(preview, { brand: 'Sans marque' });
      await one.expectDraft(piece.id, 'ready');
      await one.publish(piece.id);
      if (instead) {
        const standing = { job: 'failed', draft: 'error', code: 'vinted_rejected', says: /Marque/ } as const;
        await one.expectStanding(piece.id, standing);
        await one.pressNext();
        await preview.getByTestId('field-brand').fill(instead.text);
        await preview.getByTestId(instead.option).filter({ hasText: instead.text }).click();
        await one.expectDraft(piece.id, 'ready');
        await one.publish(piece.id);
      }
      await one.expectOnlineOnce(piece, instead ? 2 : 1);
    });
  }
});

const PHOTOS = join(import.meta.dirname, '../../fixtures/photos');
const photos = readdirSync(PHOTOS)
  .filter((name) => /^jean-\d\.jpg$/.test(name))
  .map((name) => join(PHOTOS, name));

for (const rank of [1, 2]) {
  const readings = Object.fromEntries(
    READINGS.map(({ id, positions }) => [id, positions[rank] ?? positions[1]]),
  ) as unknown as Readings;
  test.describe(`every reading another one (${rank})`, () => {
    test.use({ sandboxOptions: { readings: { ...readings, noBrand: '1' } } });

    test('from photos on disk to a listing', async ({ rig, seller }) => {
      await rig.openVinted();
      const studio = await seller.openStudio();
      const id = await seller.createDraft(studio, {
        title: 'Jean droit bleu, taille M',
        description:
          'Jean droit en bon état, coton épais, porté quelques fois. Longueur 102 cm, taille 39 cm.',
        price: '24,50',
        category: 'Jeans droits',
        brand: 'Sans marque',
        size: 'M / 38',
        condition: 'Très bon état',
        colors: ['Bleu'],
        packageSize: 'Moyen',
        photos,
      });
      await goTo(studio, '#/drafts');
      await seller.waitForDraftStatus(studio, id, 'ready');
      await seller.openPreview(studio, id);
      await seller.knowAccount(studio);
      await seller.rehearse(studio);
      await seller.openPreview(studio, id);
      await seller.publish(studio);
      expect(rig.sandbox.summary()).toMatchObject({ createsSent: 1, duplicates: 0, photosOrphaned: 0 });
      expect(rig.sandbox.summary().listings).toHaveLength(1);
    });
  });
}

function vintedTab(rig: Rig): Page {
  return rig
    .browser()
    .context.pages()
    .find((page) => page.url().startsWith('https://www.vinted.fr/'))!;
}
