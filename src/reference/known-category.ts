import { UNKNOWN_CATEGORY, type KnownCategory } from '../gate/gate.ts';
import type { Reader } from '../store/store.ts';
import { referenceRepository, type ReferenceValues } from './reference-repository.ts';

/** Required attributes that have a field and a rule of their own. */
const OWN_RULE = ['condition', 'size', 'color', 'brand', 'package_size'];

/** What this category asks for, as far as Vinted ever said. Asks nothing. */
export function knownCategory(reader: Reader, domain: string, catalogId: number | null): KnownCategory {
  if (catalogId === null) return UNKNOWN_CATEGORY;
  const cache = referenceRepository(domain);
  const key = String(catalogId);
  const attributes = cache.get(reader, 'attributes', key)?.value ?? null;
  const sizes = cache.get(reader, 'sizes', key)?.value ?? null;
  const hasSizes = asksForSize(attributes, sizes);
  return {
    isLeaf: cache.get(reader, 'catalog', key)?.value.leaf ?? null,
    hasSizes,
    hasColors: asksForColor(attributes, hasSizes),
    requiredAttributes:
      attributes &&
      attributes
        .filter(({ code, required }) => required && !OWN_RULE.includes(code))
        .map(({ code, title }) => ({ code, title })),
    packageSizeIds: cache.get(reader, 'packages', key)?.value.map(({ id }) => id) ?? null,
  };
}

/** The form's own attributes say it; size groups alone may name sizes the form does not ask for (contract section 5). */
function asksForSize(
  attributes: ReferenceValues['attributes'] | null,
  sizes: ReferenceValues['sizes'] | null,
): boolean | null {
  if (attributes) return attributes.some(({ code }) => code === 'size');
  return sizes && sizes.length > 0;
}

/**
 * Vinted's answers do not say where the form shows a colour. It does so for nearly all that has a size or a material
 * (645 of 675 and 64 of 73 catalogues in the tree of 2024, which still said it); elsewhere it is not known.
 */
function asksForColor(
  attributes: ReferenceValues['attributes'] | null,
  hasSizes: boolean | null,
): boolean | null {
  if (attributes?.some(({ code }) => code === 'color' || code === 'material')) return true;
  return hasSizes ? true : null;
}
