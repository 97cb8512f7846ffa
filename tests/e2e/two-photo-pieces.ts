import { expect, type Page } from '@playwright/test';
import { DEMO_WARDROBE } from '../fixtures/demo-wardrobe.ts';
import { goTo, type Seller } from './seller.ts';
import { loadWardrobe } from './wardrobe.ts';
import { askWorker } from './worker.ts';

/**
 * A seller who reads French, with `count` ready pieces of two photos each, no two alike, and a known account.
 * @returns the studio at the preview of the first piece, and the ids of the drafts in order
 */
export async function moveInWithTwoPhotoPieces(
  seller: Seller,
  count: number,
): Promise<{ studio: Page; drafts: string[] }> {
  const jean = DEMO_WARDROBE[1]!;
  const pieces = Array.from({ length: count }, (_, i) => ({
    ...jean,
    reference: i + 1,
    title: titleOf(i),
    photos: ['jean-1', 'jean-2'],
  }));
  await seller.rig.openVinted();
  const studio = await seller.openStudio();
  await goTo(studio, '#/settings');
  await studio.getByTestId('setting-language-fr').click();
  await expect(studio.locator('html')).toHaveAttribute('lang', 'fr');
  await loadWardrobe(studio, pieces);
  const { drafts } = await askWorker<{ drafts: { id: string; title: string; status: string }[] }>(
    studio,
    'drafts.list',
    { limit: 500 },
  );
  expect(drafts.filter((draft) => draft.status === 'ready')).toHaveLength(count);
  const ids = pieces.map((piece) => drafts.find((draft) => draft.title === piece.title)!.id);
  await seller.openPreview(studio, ids[0]!);
  await seller.knowAccount(studio);
  return { studio, drafts: ids };
}

/** The title of the piece at a place, by which its listing is found again on the site. */
export function titleOf(place: number): string {
  return `Jean droit Levi’s 501 bleu, pièce ${place + 1}`;
}
