import type { Result } from '../shared/result.ts';
import type { CategoryDetail } from './reference.ts';

/** A node of the form's catalogue tree, with its children; none = a leaf, the only kind an item can stand in. */
export interface CatalogNode {
  id: number;
  title: string;
  code: string | null;
  catalogs: CatalogNode[];
}

export interface SizeGroup {
  id: number;
  caption: string;
  sizes: { id: number; title: string }[];
}

/**
 * The questions about reference data, asked of Vinted (contract section 5). `src/vinted` implements them; this room
 * caches the answers. Each may fail with any code of a read (`no_page`, `signed_out`, `challenge`, `vinted_changed` …).
 */
export interface VintedReads {
  /** The roots of the tree, about 1.5 MB as Vinted sends it. */
  catalogs(): Promise<Result<CatalogNode[]>>;
  /** Empty = this category has no size (also Vinted's HTML 404 of the form's path). */
  sizeGroups(catalogId: number): Promise<Result<SizeGroup[]>>;
  /** Brands that fit the typed text; `customAllowed` false where a brand without an id is refused. */
  brands(
    text: string,
    catalogId: number | null,
  ): Promise<Result<{ brands: { id: number; title: string }[]; customAllowed: boolean }>>;
  packageSizes(catalogId: number): Promise<Result<{ id: number; title: string }[]>>;
  /** Null = Vinted emptied its answer: not known, which is not the same as "asks for nothing". Groups of options are flat. */
  attributes(catalogId: number): Promise<Result<CategoryDetail['attributes']>>;
}
