import type { Draft, DraftLabels, DraftPatch, ListingFields, PieceFields } from './draft.ts';

export const EMPTY_PIECE: Omit<PieceFields, 'reference'> = {
  costCents: null,
  source: null,
  location: null,
  notes: null,
  measures: {},
  defects: null,
};

/** The draft as it would be after the edit. Pure. */
export function applyPatch(draft: Draft, patch: DraftPatch): Draft {
  const labels = { ...draft.labels, ...defined(patch.labels) };
  return {
    ...draft,
    title: patch.title ?? draft.title,
    description: patch.description ?? draft.description,
    priceCents: patch.priceCents ?? draft.priceCents,
    labels,
    listing: withBrandLabel({ ...draft.listing, ...defined(patch.listing) }, labels),
    piece: patch.piece
      ? { ...EMPTY_PIECE, reference: 0, ...draft.piece, ...defined(patch.piece) }
      : draft.piece,
  };
}

/** Vinted wants a brand's words beside its id (contract section 3): where only the label holds them, they are that. */
export function withBrandLabel(listing: ListingFields, labels: DraftLabels): ListingFields {
  const isBare = listing.brandId !== null && listing.brandLabel === null;
  return isBare ? { ...listing, brandLabel: labels.brand } : listing;
}

/** The parts of a draft an edit can change, each with what it was and what it is; empty where nothing changed. */
export function changedParts(before: Draft, after: Draft): { before: DraftPatch; after: DraftPatch } {
  const parts = ['title', 'description', 'priceCents', 'labels', 'listing', 'piece'] as const;
  const changed = parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
  const pick = (draft: Draft) => Object.fromEntries(changed.map((part) => [part, draft[part]])) as DraftPatch;
  return { before: pick(before), after: pick(after) };
}

/** Keys given as undefined are as good as absent: JSON drops them. */
function defined<T extends object>(patch: T | undefined): Partial<T> {
  return Object.fromEntries(
    Object.entries(patch ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
