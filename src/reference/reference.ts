import type { CategoryChoice, CategoryDetail } from '../messaging/routes.ts';

/**
 * Categories, sizes, brands …: asked from Vinted when first needed, kept with their date, usable offline afterwards.
 */
export interface ReferenceReader {
  /** Leaves whose path fits the typed words (accents and case do not count), best first, at most 30. `known` false: the tree was never loaded. */
  searchCategories(text: string): Promise<{ known: boolean; categories: CategoryChoice[] }>;
  category(catalogId: number): Promise<CategoryDetail>;
  brands(text: string, catalogId: number | null): Promise<{ brands: { id: number; title: string }[]; customAllowed: boolean }>;
}
