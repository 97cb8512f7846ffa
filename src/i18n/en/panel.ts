import type { SameKeys } from '../text-key.ts';
import type { panel as french } from '../fr/panel.ts';

export const panel = {} satisfies SameKeys<typeof french>;
