import { finding } from './finding.ts';
import type { GateRule } from './gate.ts';

const MAX_COLORS = 2;
const MAX_MATERIALS = 3;

export const categoryMissing: GateRule = ({ listing }) =>
  listing.catalogId === null ? [finding('category_missing', 'block', 'category')] : [];

export const categoryNotLeaf: GateRule = ({ listing }, { category }) =>
  listing.catalogId !== null && category.isLeaf === false
    ? [finding('category_not_leaf', 'block', 'category')]
    : [];

export const conditionMissing: GateRule = ({ listing }) =>
  listing.conditionId === null ? [finding('condition_missing', 'block', 'condition')] : [];

export const packageMissing: GateRule = ({ listing }) =>
  listing.packageSizeId === null ? [finding('package_missing', 'block', 'package')] : [];

export const packageNotOffered: GateRule = ({ listing }, { category }) => {
  const offered = category.packageSizeIds;
  if (listing.packageSizeId === null || !offered || offered.length === 0) return [];
  return offered.includes(listing.packageSizeId) ? [] : [finding('package_not_offered', 'warn', 'package')];
};

/** Asked for unless the category is known to have none (spec section 5). */
export const sizeMissing: GateRule = ({ listing }, { category }) =>
  listing.catalogId !== null && listing.sizeId === null && category.hasSizes !== false
    ? [finding('size_missing', 'block', 'size')]
    : [];

/** "Sans marque" counts, and so does a brand Vinted has no id for. */
export const brandMissing: GateRule = ({ listing }) =>
  listing.brandId === null && !listing.brandLabel?.trim() ? [finding('brand_missing', 'block', 'brand')] : [];

export const colorMissing: GateRule = ({ listing }, { category }) =>
  category.hasColors && listing.colorIds.length === 0 ? [finding('color_missing', 'block', 'colors')] : [];

export const colorsTooMany: GateRule = ({ listing }) =>
  listing.colorIds.length > MAX_COLORS
    ? [finding('colors_too_many', 'block', 'colors', { count: listing.colorIds.length, max: MAX_COLORS })]
    : [];

export const materialsTooMany: GateRule = ({ listing }) =>
  listing.materialIds.length > MAX_MATERIALS
    ? [
        finding('materials_too_many', 'block', 'materials', {
          count: listing.materialIds.length,
          max: MAX_MATERIALS,
        }),
      ]
    : [];

/** What this category is known to require beside the fields above: `sim_lock`, `video_game_platform` … */
export const attributeMissing: GateRule = ({ listing }, { category }) => {
  const given = (code: string): boolean => {
    if (code === 'material') return listing.materialIds.length > 0;
    if (code === 'isbn') return !!listing.isbn?.trim();
    return listing.attributes.some((attribute) => attribute.code === code && attribute.ids.length > 0);
  };
  if (listing.catalogId === null) return [];
  return (category.requiredAttributes ?? [])
    .filter(({ code }) => !given(code))
    .map(({ code, title }) => finding('attribute_missing', 'block', 'attributes', { code, title }));
};
