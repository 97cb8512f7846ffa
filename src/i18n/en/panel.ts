import type { SameKeys } from '../text-key.ts';
import type { panel as french } from '../fr/panel.ts';

export const panel = {
  name: 'Penderie',
  open: 'Open the Penderie panel',
  fold: 'Fold the panel',
  ready_one: '{count} piece ready',
  ready_other: '{count} pieces ready',
  nothingReady: 'No piece ready',
  queued_one: '{count} in the queue',
  queued_other: '{count} in the queue',
  more_one: 'and {count} more in the studio',
  more_other: 'and {count} more in the studio',
  needsYou: 'A piece waits for you',
  prepare: 'Prepare…',
  prepareTitle: 'Prepare {title}…',
  opening: 'Opening',
  reach: 'Nothing is sent from here. The preview opens in Penderie.',
  failed: 'The preview did not open. Nothing was sent. Reload the page.',
} satisfies SameKeys<typeof french>;
