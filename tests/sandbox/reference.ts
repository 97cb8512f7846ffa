/** The reference data of data/ as lookups: catalogue excerpt, sizes, brands, colours, conditions, packages. */
import { readFileSync } from 'node:fs';
import type { Readings } from './readings.ts';

export interface Labelled {
  id: number;
  title: string;
}
export interface CatalogNode extends Labelled {
  parent: number | null;
  code: string;
  profile?: string;
}
/** What the form of a leaf shows. */
export interface Profile {
  sizes: string | null;
  packages: number[];
  color: boolean;
  brand: boolean;
  material: boolean;
  extra: string[];
}
export interface SizeGroup {
  id: number;
  caption: string;
  description: string;
  sizes: Labelled[];
}
export interface Brand extends Labelled {
  slug: string;
}
interface ExtraAttribute {
  title: string;
  required: boolean;
  options: Labelled[];
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8')) as T;

export const catalog = read<CatalogNode[]>('catalog');
export const sizeGroups = read<Record<string, SizeGroup>>('size-groups');
export const brands = read<Brand[]>('brands');
export const colors = read<{ id: number; code: string; fr: string; hex: string | null }[]>('colors');
const conditions = read<{ id: number; fr: string }[]>('conditions');
export const materials = read<Labelled[]>('materials');
export const extraAttributes = read<Record<string, ExtraAttribute>>('extra-attributes');
const profiles = read<Record<string, Profile>>('profiles');
const packageRows = read<{ id: number; code: string; fr?: string; max_kg?: number }[]>('package-sizes');

/** Package sizes with the title the form would show. */
export const packageSizes = packageRows.map(({ id, code, fr, max_kg: maxKg }) => ({
  id,
  code,
  title: fr ?? `Jusqu'à ${maxKg} kg`,
}));

const nodeById = new Map(catalog.map((node) => [node.id, node]));
const sizeTitleById = new Map(
  Object.values(sizeGroups).flatMap((group) => group.sizes.map(({ id, title }) => [id, title] as const)),
);

export const nodeOf = (id: number): CatalogNode | undefined => nodeById.get(id);
export const sizeTitle = (id: number): string | undefined => sizeTitleById.get(id);
export const brandOf = (id: number): Brand | undefined => brands.find((brand) => brand.id === id);
export const colorTitle = (id: number): string | undefined => colors.find((color) => color.id === id)?.fr;

/** What the form of a leaf shows, or undefined when the id is no leaf (rule R4). */
export function profileOf(catalogId: number): Profile | undefined {
  const profile = nodeOf(catalogId)?.profile;
  return profile === undefined ? undefined : profiles[profile];
}

/** The size group of a leaf, or null where the category has none (§5). */
export function sizeGroupOf(catalogId: number): SizeGroup | null {
  const key = profileOf(catalogId)?.sizes;
  return key ? (sizeGroups[key] ?? null) : null;
}

const isElectronics = (catalogId: number): boolean =>
  ['phone', 'console'].includes(nodeOf(catalogId)?.profile ?? '');

/** The conditions offered for a leaf (§5; "not fully functional" is P23). */
export function conditionsOf(catalogId: number, readings: Readings): Labelled[] {
  const offered = conditions.map(({ id, fr }) => ({ id, title: fr }));
  if (readings.brokenState === 'none' || !isElectronics(catalogId)) return offered;
  return [...offered, { id: Number(readings.brokenState), title: 'Pas entièrement fonctionnel' }];
}

/** The label of a condition. */
export function conditionTitle(id: number): string | null {
  return (
    conditions.find((condition) => condition.id === id)?.fr ?? (id > 4 ? 'Pas entièrement fonctionnel' : null)
  );
}
