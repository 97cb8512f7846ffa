import type { Draft } from '../drafts/draft.ts';
import { stateHash } from '../drafts/state-hash.ts';
import type { FieldChange, FieldName, FieldValue, KeptReason } from './activity.ts';
import { emptyValue, fieldsOfDraft, isSame, togetherWith } from './draft-fields.ts';
import type { ComposedChange } from './journal-lines.ts';

/** What going back means for one draft. */
export interface DraftPlan {
  /** The fields that change, with what they become. */
  apply: Map<FieldName, FieldValue>;
  kept: { reason: KeptReason; fields: FieldName[] } | null;
}

/**
 * What it takes to bring a draft back behind a change. Decided by what the fields hold now: what still holds what the
 * change left goes back, what holds something else was touched since and stays, what is back already is no work. Pure.
 * @param draft as it is now; null where it was erased
 * @param onVinted whether the draft is, may be or was on Vinted
 */
export function planDraft(draft: Draft | null, change: ComposedChange, onVinted: boolean): DraftPlan {
  const all = change.changes.map(({ field }) => field);
  if (!draft) return kept('erased', all);
  if (draft.locked) return kept('in_queue', all);
  if (change.made !== undefined) return planUnmaking(draft, change.made, onVinted);
  const now = fieldsOfDraft(draft);
  const comesOut = change.changes.some(({ field, before }) => field === 'binned' && before === false);
  if (draft.deletedAt && !comesOut) {
    const open = change.changes.filter((each) => !isSame(valueIn(now, each.field), each.before));
    return open.length === 0 ? nothing() : kept('in_bin', all);
  }

  const apply = new Map<FieldName, FieldValue>();
  const conflicts = new Set<FieldName>();
  for (const each of change.changes) {
    const goal = goalOf(each, valueIn(now, each.field));
    if (goal === 'already') continue;
    if (goal === 'touched') conflicts.add(each.field);
    else apply.set(each.field, goal.value);
  }
  for (const field of conflicts) for (const other of togetherWith(field)) apply.delete(other);
  return { apply, kept: conflicts.size > 0 ? { reason: 'changed_since', fields: [...conflicts] } : null };
}

/** A draft that was made goes to the bin, unless somebody worked on it, or it left. */
function planUnmaking(draft: Draft, mark: string | null, onVinted: boolean): DraftPlan {
  if (draft.deletedAt) return nothing();
  if (onVinted || draft.status === 'published' || draft.status === 'manual') return kept('published', []);
  if (mark === null) return kept('forgotten', []);
  if (stateHash(draft) !== mark) return kept('changed_since', []);
  return { apply: new Map([['binned', true]]), kept: null };
}

function goalOf(change: FieldChange, now: FieldValue): { value: FieldValue } | 'already' | 'touched' {
  if (isSame(now, change.before)) return 'already';
  if (isSame(now, change.after)) return { value: change.before };
  if (change.field !== 'photos') return 'touched';
  const merged = withoutChange(now as string[], change.before as string[], change.after as string[]);
  if (!merged) return 'touched';
  return isSame(merged, now) ? 'already' : { value: merged };
}

/**
 * Takes one change out of an order of photos that went on changing: what it added leaves, what it removed comes back to
 * its place as far as that is there. Null where it only put them in another order.
 */
function withoutChange(now: string[], before: string[], after: string[]): string[] | null {
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  const restKept = isSame(
    before.filter((id) => !removed.includes(id)),
    after.filter((id) => !added.includes(id)),
  );
  if (!restKept) return null;
  const result = now.filter((id) => !added.includes(id));
  for (const id of removed) {
    if (!result.includes(id)) result.splice(Math.min(before.indexOf(id), result.length), 0, id);
  }
  return result;
}

function valueIn(fields: Map<FieldName, FieldValue>, field: FieldName): FieldValue {
  return fields.get(field) ?? emptyValue(field);
}

function kept(reason: KeptReason, fields: FieldName[]): DraftPlan {
  return { apply: new Map(), kept: { reason, fields } };
}

function nothing(): DraftPlan {
  return { apply: new Map(), kept: null };
}
