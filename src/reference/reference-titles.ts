import type { ListingFields } from '../drafts/draft.ts';
import { CONDITIONS, MATERIALS, PACKAGE_SIZES, type Basic } from './basics.ts';

/** The words beside the ids that have no label in the draft; an id not known here is shown as its number. */
export function referenceTitles(
  listing: Pick<ListingFields, 'conditionId' | 'materialIds' | 'packageSizeId'>,
): { condition: string; materials: string; packageSize: string } {
  return {
    condition: titleOf(CONDITIONS, listing.conditionId),
    materials: listing.materialIds.map((id) => titleOf(MATERIALS, id)).join(', '),
    packageSize: titleOf(PACKAGE_SIZES, listing.packageSizeId),
  };
}

function titleOf(list: readonly Basic[], id: number | null): string {
  if (id === null) return '';
  return list.find((entry) => entry.id === id)?.title ?? String(id);
}
