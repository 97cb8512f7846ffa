import type { SameKeys } from '../text-key.ts';
import type { drafts as french } from '../fr/drafts.ts';

export const drafts = {
  title: 'Drafts',
} satisfies SameKeys<typeof french>;
