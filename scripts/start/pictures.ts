import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** The pictures of the README and the docs, by the name the walk gives them. */
const KEPT: Record<string, string> = {
  'studio-list-published': 'studio-drafts',
  'studio-list-published-dark': 'studio-drafts-dark',
  editor: 'editor',
  preview: 'preview',
  rehearsal: 'rehearsal',
  'popup-publishing': 'popup-publishing',
  queue: 'queue',
  'vinted-panel': 'vinted-panel',
};

/** Copies what the documentation shows out of the walk's pictures, small enough for a repository. */
export async function keepPictures(walkPictures: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const [from, to] of Object.entries(KEPT)) {
    await sharp(join(walkPictures, `${from}.png`))
      .png({ palette: true, quality: 90, effort: 10 })
      .toFile(join(target, `${to}.png`));
  }
  console.log(`${Object.keys(KEPT).length} pictures in ${target}`);
}
