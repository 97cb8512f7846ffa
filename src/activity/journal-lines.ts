import type { FieldChange, FieldName, FieldValue } from './activity.ts';
import { changedFields, isSame } from './draft-fields.ts';

/** A line of the journal as this room reads it. */
export interface JournalLine {
  seq: number;
  action: string;
  entity: string;
  entityId: string;
  draftId: string | null;
  before: unknown;
  after: unknown;
  at: string;
}

const MAKES_DRAFT: ReadonlySet<string> = new Set(['draft.create', 'draft.duplicate', 'draft.import']);

/** What one line changed, field by field. Into and out of the bin is said by the action alone. */
export function changesOfLine(line: JournalLine): FieldChange[] {
  switch (line.action) {
    case 'draft.bin':
      return [{ field: 'binned', before: false, after: true }];
    case 'draft.restore':
      return [{ field: 'binned', before: true, after: false }];
    case 'draft.status':
      return [];
    case 'photo.describe': {
      const text = (content: unknown) => (content as { altText?: FieldValue } | null)?.altText ?? null;
      const change = { field: `alt:${line.entityId}`, before: text(line.before), after: text(line.after) };
      return isSame(change.before, change.after) ? [] : [change];
    }
    case 'settings.set':
      return [
        {
          field: `settings:${line.entityId}`,
          before: line.before as FieldValue,
          after: line.after as FieldValue,
        },
      ];
    default:
      return changedFields(line.before, line.after);
  }
}

/** All that several lines changed of one draft: from before the first to after the last. */
export interface ComposedChange {
  /** The mark of the draft as it was made (`state-hash.ts`); undefined where these lines made no draft. */
  made: string | null | undefined;
  changes: FieldChange[];
}

/** @param lines of one draft, in the order they were written */
export function composed(lines: readonly JournalLine[]): ComposedChange {
  const fields = new Map<FieldName, FieldChange>();
  let made: string | null | undefined;
  for (const line of lines) {
    if (MAKES_DRAFT.has(line.action)) made = (line.after as { state?: string } | null)?.state ?? null;
    for (const change of changesOfLine(line)) {
      const earlier = fields.get(change.field);
      fields.set(change.field, earlier ? { ...change, before: earlier.before } : change);
    }
  }
  return { made, changes: [...fields.values()].filter(({ before, after }) => !isSame(before, after)) };
}
