import { DEMO_WARDROBE } from '../fixtures/demo-wardrobe.ts';
import { Seller, row } from '../e2e/seller.ts';
import { loadWardrobe } from '../e2e/wardrobe.ts';
import type { Rig } from '../e2e/rig.ts';
import { figureOf, type Figure } from './median.ts';

const PHOTOS = 5;

export interface PublicationFigures {
  /** Our own time of one publication with 5 photos: all gaps between an answer and the next request. */
  own: Figure;
  /** The gap before each step's request, by step. */
  steps: Record<string, Figure>;
}

/**
 * Publishes a draft with 5 photos several times, in a build without pace. What lies between an answer of the site and
 * the arrival of the next request is ours: outcome and intent made durable, the way to the page, the page's own work.
 * The site's answers are not in it; the loopback network and the logging proxy are.
 */
export async function measurePublications(
  rigs: () => Promise<Rig>,
  rounds: number,
): Promise<PublicationFigures> {
  const own: number[] = [];
  const steps: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    const rig = await rigs();
    try {
      const gaps = await publishOnce(rig);
      own.push(gaps.reduce((sum, gap) => sum + gap.ms, 0));
      for (const { step, ms } of gaps) (steps[step] ??= []).push(ms);
    } finally {
      await rig.close();
    }
  }
  return {
    own: figureOf(own),
    steps: Object.fromEntries(Object.entries(steps).map(([step, values]) => [step, figureOf(values)])),
  };
}

async function publishOnce(rig: Rig): Promise<{ step: string; ms: number }[]> {
  const seller = new Seller(rig);
  await rig.openVinted();
  const studio = await seller.openStudio();
  const photos = DEMO_WARDROBE.flatMap((piece) => piece.photos).slice(0, PHOTOS);
  await loadWardrobe(studio, [{ ...DEMO_WARDROBE[0]!, photos }]);
  await studio.evaluate(() => (location.hash = '#/drafts'));
  const id = await studio.getByTestId('draft-row').first().getAttribute('data-draft-id');
  await row(studio, id!).waitFor();
  await seller.openPreview(studio, id!);
  await seller.knowAccount(studio);
  await seller.publish(studio);

  const calls = rig.sandbox.log.filter((entry) => entry.path.startsWith('/api/'));
  const create = calls.findIndex((entry) => entry.endpoint === 'item.create');
  const first =
    calls.slice(0, create).findLastIndex((entry) => entry.endpoint === 'ref.form_configuration') - 1;
  const ours = calls.slice(first);
  return ours
    .slice(1)
    .map((entry, i) => ({ step: entry.endpoint ?? entry.path, ms: entry.at - ours[i]!.answeredAt! }));
}
