import type { Draft, DraftLabels, DraftPatch, ListingFields, PieceFields } from '../../drafts/draft.ts';

type PieceEdit = Omit<PieceFields, 'reference'>;

/** Every value of a draft that can be edited, by its path. */
export type EditValues = Pick<Draft, 'title' | 'description' | 'priceCents'> & {
  [Key in keyof DraftLabels as `labels.${Key}`]: DraftLabels[Key];
} & { [Key in keyof ListingFields as `listing.${Key}`]: ListingFields[Key] } & {
  [Key in keyof PieceEdit as `piece.${Key}`]: PieceEdit[Key];
};
export type EditPath = keyof EditValues;

/** What a seller changed and is not saved yet: from what, to what. */
export type Edits = Partial<{ [Path in EditPath]: { base: EditValues[Path]; mine: EditValues[Path] } }>;

const NO_PIECE: PieceEdit = {
  costCents: null,
  source: null,
  location: null,
  notes: null,
  measures: {},
  defects: null,
};

export function valueAt<Path extends EditPath>(draft: Draft, path: Path): EditValues[Path] {
  const [area, name] = path.split('.') as [string, string | undefined];
  if (!name) return draft[area as 'title'] as EditValues[Path];
  const part = area === 'piece' ? (draft.piece ?? NO_PIECE) : draft[area as 'labels' | 'listing'];
  return (part as unknown as Record<string, unknown>)[name] as EditValues[Path];
}

/** What the form shows: the edit where there is one. */
export function shownValue<Path extends EditPath>(draft: Draft, edits: Edits, path: Path): EditValues[Path] {
  const edit = edits[path] as { mine: EditValues[Path] } | undefined;
  return edit ? edit.mine : valueAt(draft, path);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** With one value changed; an edit back to what is saved is none. */
export function withEdit<Path extends EditPath>(
  draft: Draft,
  edits: Edits,
  path: Path,
  mine: EditValues[Path],
): Edits {
  const base = (edits[path] as { base: EditValues[Path] } | undefined)?.base ?? valueAt(draft, path);
  const { [path]: _old, ...others } = edits as Edits & Record<EditPath, unknown>;
  return same(base, mine) ? (others as Edits) : ({ ...others, [path]: { base, mine } } as Edits);
}

/** The edits as the save route takes them. */
export function patchOf(edits: Edits): DraftPatch {
  const patch: Record<string, unknown> = {};
  for (const [path, edit] of Object.entries(edits)) {
    const [area, name] = path.split('.') as [string, string | undefined];
    if (!name) patch[area] = edit.mine;
    else patch[area] = { ...(patch[area] as object | undefined), [name]: edit.mine };
  }
  return patch;
}

export interface Rebased {
  /** Still to be saved. */
  edits: Edits;
  /** Changed here and, differently, elsewhere: only the seller can say which. */
  conflicts: { path: EditPath; mine: unknown; theirs: unknown }[];
}

/**
 * Puts edits on a newer state of the draft. What only one side changed stays; what both changed to the same is done;
 * what both changed differently is a conflict, and stays out of what is saved until it is answered.
 */
export function rebase(latest: Draft, edits: Edits): Rebased {
  const result: Rebased = { edits: {}, conflicts: [] };
  for (const path of Object.keys(edits) as EditPath[]) {
    const { base, mine } = edits[path]!;
    const theirs = valueAt(latest, path);
    if (same(theirs, mine)) continue;
    if (!same(theirs, base)) result.conflicts.push({ path, mine, theirs });
    (result.edits as Record<string, unknown>)[path] = { base, mine };
  }
  return result;
}

/** After a save: what was typed meanwhile stays to be saved, on top of what was. */
export function afterSave(saved: Draft, sent: Edits, now: Edits): Edits {
  const left: Record<string, unknown> = {};
  for (const path of Object.keys(now) as EditPath[]) {
    const { mine, base } = now[path]!;
    const wasSent = sent[path];
    if (wasSent && same(wasSent.mine, mine)) continue;
    left[path] = { base: wasSent ? valueAt(saved, path) : base, mine };
  }
  return left as Edits;
}

/** Paths that mean one thing to a seller: a brand is an id, a text and a label. */
export const FIELD_PATHS = {
  title: ['title'],
  description: ['description'],
  price: ['priceCents'],
  category: ['listing.catalogId', 'labels.category'],
  brand: ['listing.brandId', 'listing.brandLabel', 'labels.brand'],
  size: ['listing.sizeId', 'labels.size'],
  condition: ['listing.conditionId'],
  colors: ['listing.colorIds', 'labels.color'],
  package: ['listing.packageSizeId'],
  materials: ['listing.materialIds'],
  attributes: ['listing.attributes'],
  isbn: ['listing.isbn'],
  unisex: ['listing.isUnisex'],
  cost: ['piece.costCents'],
  source: ['piece.source'],
  location: ['piece.location'],
  notes: ['piece.notes'],
  measures: ['piece.measures'],
  defects: ['piece.defects'],
} as const satisfies Record<string, readonly EditPath[]>;
export type FieldName = keyof typeof FIELD_PATHS;

export function fieldOf(path: EditPath): FieldName {
  const found = (Object.keys(FIELD_PATHS) as FieldName[]).find((name) =>
    (FIELD_PATHS[name] as readonly EditPath[]).includes(path),
  );
  return found!;
}
