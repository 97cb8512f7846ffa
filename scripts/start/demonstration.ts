import { startRig } from '../../tests/e2e/rig.ts';
import { loadDemonstrationWardrobe } from '../../tests/e2e/wardrobe.ts';
import { untilClosed } from './until-closed.ts';

/**
 * Opens a browser with the extension, the sandbox in place of vinted.fr and a demonstration wardrobe, and stays until
 * it is closed. The profile is kept: a second start goes on where the first ended.
 */
export async function openDemonstration(options: { extension: string; profile: string }): Promise<void> {
  const rig = await startRig({ ...options, headless: false, viewport: null });
  const { context } = rig.browser();
  const studio = await rig.browser().openExtensionPage('studio.html#/drafts');
  await rig.openVinted();
  const added = await loadDemonstrationWardrobe(studio);
  await studio.bringToFront();
  console.log(
    `\nThe browser that opened has Penderie in it${added > 0 ? `, with ${added} demonstration drafts` : ''}; its ` +
      'vinted.fr is an imitation on this machine, nothing reaches the real site.\n' +
      'Try: open a draft, "Preview", rehearse it, then publish it. Close the browser when you are done.',
  );
  await untilClosed(context);
  await rig.close();
}
