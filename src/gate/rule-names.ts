/**
 * Every rule, with the parameters its text may use. `src/i18n` has a text `gate.<name>` for each in every language, and
 * `gate.fix.<label>` for each fix.
 */
export const RULE_PARAMS = {
  photos_none: [],
  photos_too_many: ['count', 'max'],
  photo_unreadable: ['photo'],
  photo_too_small: ['photo', 'px', 'min'],
  photo_too_big: ['photo', 'mb', 'max'],
  photo_twice: ['photo', 'same'],
  photo_small: ['photo', 'px', 'min'],
  photos_few: ['count', 'min'],

  title_empty: [],
  title_placeholder: ['text'],
  title_too_long: ['count', 'max'],
  title_capitals: ['percent', 'max'],
  title_markup: ['text'],
  title_short: ['count', 'min'],

  description_empty: [],
  description_placeholder: ['text'],
  description_too_long: ['count', 'max'],
  description_markup: ['text'],
  description_short: ['count', 'min'],
  hashtags_count: ['count', 'min', 'max'],
  hashtags_scattered: ['text'],

  price_missing: [],
  price_too_low: ['min'],
  price_too_high: ['max'],
  price_not_cents: [],

  category_missing: [],
  category_not_leaf: [],
  condition_missing: [],
  package_missing: [],
  package_not_offered: [],
  size_missing: [],
  brand_missing: [],
  color_missing: [],
  colors_too_many: ['count', 'max'],
  materials_too_many: ['count', 'max'],
  attribute_missing: ['code', 'title'],

  account_other: ['found', 'expected'],
} as const;

export type RuleName = keyof typeof RULE_PARAMS;

/** The labels of fixes, each with the new value as `{value}`. */
export const FIX_LABELS = ['title_capitals', 'title_cut', 'markup_removed'] as const;
export type FixLabel = (typeof FIX_LABELS)[number];
