import type { Draft } from '../drafts/draft.ts';
import { calmTitle, capitalsPercent, MAX_CAPITALS_PERCENT } from './capitals.ts';
import { finding } from './finding.ts';
import type { GateFinding, GateRule } from './gate.ts';
import { firstTag, withoutTags } from './markup.ts';
import { isPlaceholder } from './placeholders.ts';
import type { FixLabel } from './rule-names.ts';

/** No preset allows more. */
const TITLE_MAX = 100;
const SHORT_TITLE = 10;

export const titleEmpty: GateRule = ({ title }) =>
  title.trim() === '' ? [finding('title_empty', 'block', 'title')] : [];

export const titlePlaceholder: GateRule = ({ title }) =>
  isPlaceholder(title) ? [finding('title_placeholder', 'block', 'title', { text: title.trim() })] : [];

export const titleTooLong: GateRule = ({ title }, { preset }) => {
  const max = Math.min(preset.titleMax, TITLE_MAX);
  if (title.length <= max) return [];
  return [
    finding(
      'title_too_long',
      'block',
      'title',
      { count: title.length, max },
      fix('title_cut', cut(title, max)),
    ),
  ];
};

export const titleCapitals: GateRule = (draft) => {
  const brand = brandOf(draft);
  const percent = capitalsPercent(draft.title, brand);
  if (percent <= MAX_CAPITALS_PERCENT) return [];
  const calm = calmTitle(draft.title, brand);
  // Mixed capitals ("RoBe NoIrE") are left to the seller: no fix that would not pass.
  const passes = capitalsPercent(calm, brand) <= MAX_CAPITALS_PERCENT;
  const params = { percent, max: MAX_CAPITALS_PERCENT };
  return [
    finding('title_capitals', 'block', 'title', params, passes ? fix('title_capitals', calm) : undefined),
  ];
};

export const titleMarkup: GateRule = ({ title }) => {
  const tag = firstTag(title);
  return tag
    ? [finding('title_markup', 'block', 'title', { text: tag }, fix('markup_removed', withoutTags(title)))]
    : [];
};

export const titleShort: GateRule = ({ title }) => {
  const count = title.trim().length;
  return count > 0 && count < SHORT_TITLE
    ? [finding('title_short', 'warn', 'title', { count, min: SHORT_TITLE })]
    : [];
};

function fix(label: FixLabel, title: string): GateFinding['fix'] {
  return { label, params: { value: title }, patch: { title } };
}

/** Cut after the last whole word that fits; a single endless word is cut where it must be. */
function cut(title: string, max: number): string {
  const room = title.trimStart().slice(0, max + 1);
  const space = room.lastIndexOf(' ');
  return (space > max / 2 ? room.slice(0, space) : room.slice(0, max)).replace(/[\s,;:–—-]+$/u, '');
}

function brandOf(draft: Draft): string | null {
  return draft.labels.brand ?? draft.listing.brandLabel;
}
