export interface CategoryChoice {
  id: number;
  title: string;
  /** "Femmes › Vêtements › T-shirts" */
  path: string;
}

export interface CategoryDetail {
  id: number;
  path: string;
  /** Null: not known (never asked, or Vinted gave nothing usable). Empty: this category has none. */
  sizes: { caption: string; sizes: { id: number; title: string }[] }[] | null;
  packageSizes: { id: number; title: string }[] | null;
  attributes:
    | {
        code: string;
        title: string;
        required: boolean;
        multiple: boolean;
        options: { id: number; title: string }[];
      }[]
    | null;
  seenAt: string | null;
}

/**
 * Categories, sizes, brands …: asked from Vinted when first needed, kept with their date, usable offline afterwards.
 */
export interface ReferenceReader {
  /** Leaves whose path fits the typed words (accents and case do not count), best first, at most 30. `known` false: the tree was never loaded. */
  searchCategories(text: string): Promise<{ known: boolean; categories: CategoryChoice[] }>;
  category(catalogId: number): Promise<CategoryDetail>;
  brands(
    text: string,
    catalogId: number | null,
  ): Promise<{ brands: { id: number; title: string }[]; customAllowed: boolean }>;
}
