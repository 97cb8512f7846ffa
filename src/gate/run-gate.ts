import type { Draft } from '../drafts/draft.ts';
import { accountOther } from './account-rules.ts';
import {
  descriptionEmpty,
  descriptionMarkup,
  descriptionPlaceholder,
  descriptionShort,
  descriptionTooLong,
  hashtagsCount,
  hashtagsScattered,
} from './description-rules.ts';
import {
  attributeMissing,
  brandMissing,
  categoryMissing,
  categoryNotLeaf,
  colorMissing,
  colorsTooMany,
  conditionMissing,
  materialsTooMany,
  packageMissing,
  packageNotOffered,
  sizeMissing,
} from './field-rules.ts';
import { GATE_VERSION, type GateFinding, type GateFlags, type GateKnowledge, type GateRule } from './gate.ts';
import {
  photosFew,
  photoSmall,
  photosNone,
  photosTooMany,
  photoTooBig,
  photoTooSmall,
  photoTwice,
  photoUnreadable,
} from './photo-rules.ts';
import { priceMissing, priceNotCents, priceTooHigh, priceTooLow } from './price-rules.ts';
import type { RuleName } from './rule-names.ts';
import {
  titleCapitals,
  titleEmpty,
  titleMarkup,
  titlePlaceholder,
  titleShort,
  titleTooLong,
} from './title-rules.ts';

/** Every rule by its name, in the order in which the editor shows what they found. */
const RULES: Record<RuleName, GateRule> = {
  photos_none: photosNone,
  photos_too_many: photosTooMany,
  photo_unreadable: photoUnreadable,
  photo_too_small: photoTooSmall,
  photo_too_big: photoTooBig,
  photo_twice: photoTwice,
  photo_small: photoSmall,
  photos_few: photosFew,
  title_empty: titleEmpty,
  title_placeholder: titlePlaceholder,
  title_too_long: titleTooLong,
  title_capitals: titleCapitals,
  title_markup: titleMarkup,
  title_short: titleShort,
  description_empty: descriptionEmpty,
  description_placeholder: descriptionPlaceholder,
  description_too_long: descriptionTooLong,
  description_markup: descriptionMarkup,
  description_short: descriptionShort,
  hashtags_count: hashtagsCount,
  hashtags_scattered: hashtagsScattered,
  category_missing: categoryMissing,
  category_not_leaf: categoryNotLeaf,
  brand_missing: brandMissing,
  size_missing: sizeMissing,
  condition_missing: conditionMissing,
  color_missing: colorMissing,
  colors_too_many: colorsTooMany,
  materials_too_many: materialsTooMany,
  attribute_missing: attributeMissing,
  package_missing: packageMissing,
  package_not_offered: packageNotOffered,
  price_missing: priceMissing,
  price_too_low: priceTooLow,
  price_too_high: priceTooHigh,
  price_not_cents: priceNotCents,
  account_other: accountOther,
};

/** What every rule found, blockers first, otherwise in the order of the rules. Pure. */
export function runGate(draft: Draft, knowledge: GateKnowledge): GateFinding[] {
  const found = Object.values(RULES).flatMap((rule) => rule(draft, knowledge));
  const order = { block: 0, warn: 1, info: 2 } as const;
  return found.sort((a, b) => order[a.level] - order[b.level]);
}

/** The gate's result as kept beside the draft. `ready` means no blockers. */
export function gateFlags(
  findings: readonly GateFinding[],
  facts: { checkedAt: string; contentHash: string },
): GateFlags {
  const blockers = findings.filter((finding) => finding.level === 'block');
  return {
    gate_version: GATE_VERSION,
    publish_ready: blockers.length === 0,
    // No value of a draft is proposed by a model yet, so that none waits to be confirmed.
    ai_validated: true,
    photos_validated: blockers.every((finding) => finding.field !== 'photos'),
    blockers,
    warnings: findings.filter((finding) => finding.level === 'warn'),
    overridden: [],
    checked_at: facts.checkedAt,
    content_hash: facts.contentHash,
    rules_total: Object.keys(RULES).length,
  };
}
