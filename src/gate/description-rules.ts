import { finding } from './finding.ts';
import type { GateRule } from './gate.ts';
import { hashtagsOf, textAfterHashtags } from './hashtags.ts';
import { firstTag, withoutTags } from './markup.ts';
import { isPlaceholder } from './placeholders.ts';
import type { FixLabel } from './rule-names.ts';

const DESCRIPTION_MAX = 2000;
const SHORT_DESCRIPTION = 40;

export const descriptionEmpty: GateRule = ({ description }) =>
  description.trim() === '' ? [finding('description_empty', 'block', 'description')] : [];

export const descriptionPlaceholder: GateRule = ({ description }) =>
  isPlaceholder(description)
    ? [finding('description_placeholder', 'block', 'description', { text: description.trim() })]
    : [];

export const descriptionTooLong: GateRule = ({ description }) =>
  description.length > DESCRIPTION_MAX
    ? [
        finding('description_too_long', 'block', 'description', {
          count: description.length,
          max: DESCRIPTION_MAX,
        }),
      ]
    : [];

export const descriptionMarkup: GateRule = ({ description }) => {
  const tag = firstTag(description);
  if (!tag) return [];
  const value = withoutTags(description);
  const fix = {
    label: 'markup_removed' satisfies FixLabel,
    params: { value },
    patch: { description: value },
  };
  return [finding('description_markup', 'block', 'description', { text: tag }, fix)];
};

export const hashtagsCount: GateRule = ({ description }, { preset }) => {
  const count = hashtagsOf(description).length;
  const { hashtagsMin: min, hashtagsMax: max } = preset;
  return count < min || count > max
    ? [finding('hashtags_count', 'block', 'description', { count, min, max })]
    : [];
};

export const hashtagsScattered: GateRule = ({ description }) => {
  const text = textAfterHashtags(description);
  return text ? [finding('hashtags_scattered', 'block', 'description', { text })] : [];
};

export const descriptionShort: GateRule = ({ description }) => {
  const count = description.trim().length;
  return count > 0 && count < SHORT_DESCRIPTION
    ? [finding('description_short', 'warn', 'description', { count, min: SHORT_DESCRIPTION })]
    : [];
};
