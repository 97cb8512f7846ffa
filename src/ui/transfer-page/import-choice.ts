import type { ImportPreview } from '../../transfer/read-import.ts';

/** What a file is worth importing by default: everything that is not here yet. */
export function firstChoice(preview: Pick<ImportPreview, 'drafts'>): Set<number> {
  return new Set(preview.drafts.filter((draft) => !draft.duplicate).map((draft) => draft.index));
}

/** Choosing all takes all, duplicates too; when all are chosen it lets go of all. */
export function toggleAll(preview: Pick<ImportPreview, 'drafts'>, chosen: ReadonlySet<number>): Set<number> {
  if (preview.drafts.every((draft) => chosen.has(draft.index))) return new Set();
  return new Set(preview.drafts.map((draft) => draft.index));
}

export function toggleOne(chosen: ReadonlySet<number>, index: number): Set<number> {
  const next = new Set(chosen);
  if (!next.delete(index)) next.add(index);
  return next;
}
