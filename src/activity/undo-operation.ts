import { changeAccountSettings } from '../accounts/account-settings.ts';
import { asOperation } from '../accounts/record-change.ts';
import { binDraft, restoreDraft } from '../drafts/bin-drafts.ts';
import { editDraft } from '../drafts/edit-draft.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { recheckAllNow } from '../drafts/recheck-outdated.ts';
import { setAltText } from '../photos/describe-photo.ts';
import { setPhotos } from '../photos/set-photos.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Reader, Store, Transaction } from '../store/store.ts';
import type { FieldName, FieldValue, UndoPlan, UndoStep } from './activity.ts';
import { activityRepository, type OperationRow } from './activity-repository.ts';
import { patchOf } from './draft-fields.ts';
import { planParts, type PartPlan } from './plan-undo.ts';

export interface ActivityDeps {
  store: Store;
  clock: Clock;
  accountId(): string;
  /**
   * Stops the queue until the seller looked at the wardrobe, in the transaction that took something back of a draft that
   * is, may be or was on Vinted.
   */
  haltQueue(tx: Transaction): void;
}

/** Parts handled in one transaction: some 20 ms, for which a reader waits at most. */
const SLICE = 25;
/** Parts looked at in one go before an undo. */
const LOOK = 100;
const NAMED = 100;

/**
 * What an undo would do now. Only reads, in steps, so that nobody waits for all of it.
 * @returns `not_found` · `undo_impossible` where its lines hold nothing to go back to
 */
export async function planUndo(
  deps: Omit<ActivityDeps, 'haltQueue'>,
  operationId: string,
): Promise<Result<UndoPlan>> {
  const accountId = deps.accountId();
  const journal = activityRepository(accountId);
  const operation = deps.store.read((reader) => journal.operation(reader, operationId));
  const mayGo = undoable(operation);
  if (!mayGo.ok) return mayGo;
  const { kind } = mayGo.value;
  const plan: UndoPlan = { operationId, kind, changing: 0, kept: [], keptCount: 0, already: 0, onVinted: 0 };
  const parts = deps.store.read((reader) => journal.parts(reader, operationId));
  for (let i = 0; i < parts.length; i += LOOK) {
    if (i > 0) await deps.clock.sleep(0);
    const look = (reader: Reader) =>
      planParts(reader, accountId, operationId, parts.slice(i, i + LOOK), deps.clock.now());
    for (const part of deps.store.read(look)) {
      if (part.apply.size > 0) plan.changing += 1;
      if (part.apply.size > 0 && part.onVinted) plan.onVinted += 1;
      if (part.kept) plan.keptCount += 1;
      if (part.kept && plan.kept.length < NAMED) plan.kept.push(part.kept);
      if (part.apply.size === 0 && !part.kept) plan.already += 1;
    }
  }
  return ok(plan);
}

/**
 * Takes back one operation, the next slice of it: fields that still hold what it left become what they were. Nothing of
 * what happened on Vinted is touched, and a status only follows the gate. The undo is an operation of its own and can be
 * undone. Safe to repeat: what is back already is no work.
 * @param request `undoId` and `after` from the step before, null for the first; `onlyUntouched`: what was changed since
 *   stays, without it an operation of which anything would stay is refused whole
 * @returns `undo_conflict` with `kept` and `changing` · `draft_locked` where all that stays is held by a job ·
 *   `undo_done` · `undo_impossible` · `not_found`
 */
export async function undoOperation(
  deps: ActivityDeps,
  request: { operationId: string; undoId: string | null; after: string | null; onlyUntouched: boolean },
): Promise<Result<UndoStep>> {
  const { operationId } = request;
  const accountId = deps.accountId();
  const journal = activityRepository(accountId);
  if (request.undoId === null) {
    const allowed = await mayUndo(deps, operationId, request.onlyUntouched);
    if (!allowed.ok) return allowed;
  }
  const step = await writeResult(deps.store, (tx): Result<UndoStep> => {
    const operation = undoable(journal.operation(tx, operationId));
    if (!operation.ok) return operation;
    const now = isoTime(deps.clock.now());
    const undoId = asOperation(tx, {
      id: request.undoId ?? undefined,
      kind: 'undo',
      undoOf: operationId,
      now,
    });
    const left = journal.parts(tx, operationId).filter((part) => part > (request.after ?? ''));
    const slice = left.slice(0, SLICE);
    const plans = planParts(tx, accountId, operationId, slice, deps.clock.now());
    const kept = plans.filter((plan) => plan.kept).length;
    if (kept > 0 && !request.onlyUntouched && request.undoId === null) return conflict(plans);
    let changed = 0;
    for (const plan of plans) {
      if (plan.apply.size === 0) continue;
      const applied = applyPart(tx, accountId, plan, deps.clock);
      if (!applied.ok) return applied;
      changed += 1;
    }
    if (plans.some((plan) => plan.onVinted && plan.apply.size > 0)) deps.haltQueue(tx);
    return ok({ undoId, changed, kept, after: left.length > SLICE ? slice.at(-1)! : null });
  });
  if (step.ok && step.value.after === null) {
    const marked = await markUndone(deps, operationId, step.value.undoId);
    if (!marked.ok) return marked;
  }
  return step;
}

async function mayUndo(
  deps: ActivityDeps,
  operationId: string,
  onlyUntouched: boolean,
): Promise<Result<void>> {
  const plan = await planUndo(deps, operationId);
  if (!plan.ok) return plan;
  const { changing, kept, keptCount } = plan.value;
  if (changing === 0 && keptCount === 0) return fail(appError('undo_done'));
  if (keptCount === 0 || (onlyUntouched && changing > 0)) return ok();
  if (kept.every(({ reason }) => reason === 'in_queue')) {
    return fail(appError('draft_locked', { params: { reason: 'in_queue' } }));
  }
  return fail(appError('undo_conflict', { params: { kept: keptCount, changing } }));
}

function undoable(operation: OperationRow | null): Result<OperationRow> {
  if (!operation) return fail(appError('not_found'));
  if (operation.reversible === 0) return fail(appError('undo_impossible'));
  return operation.undone_by ? fail(appError('undo_done')) : ok(operation);
}

function conflict(plans: readonly PartPlan[]): Result<never> {
  const kept = plans.filter((plan) => plan.kept).length;
  const changing = plans.filter((plan) => plan.apply.size > 0).length;
  return fail(appError('undo_conflict', { params: { kept, changing } }));
}

/** Once nothing of an operation is left to go back: it is undone, and what it had undone itself is in force again. */
async function markUndone(deps: ActivityDeps, operationId: string, undoId: string): Promise<Result<void>> {
  const plan = await planUndo(deps, operationId);
  if (!plan.ok) return plan;
  if (plan.value.changing + plan.value.keptCount > 0) return ok();
  const journal = activityRepository(deps.accountId());
  return writeResult(deps.store, (tx) => {
    journal.setUndoneBy(tx, operationId, undoId);
    const undone = journal.operation(tx, operationId)?.undo_of;
    if (undone) journal.setUndoneBy(tx, undone, null);
    return ok();
  });
}

function applyPart(
  tx: Transaction,
  accountId: string,
  { draft, setting, apply }: PartPlan,
  clock: Pick<Clock, 'now'>,
): Result<unknown> {
  if (setting !== null) return applySetting(tx, accountId, setting, apply.get(setting)!, clock);
  return draft ? applyFields(tx, accountId, draft.id, apply, clock) : fail(appError('not_found'));
}

/** Brings fields of a draft to what they were, each by its own use case. Out of the bin first, into it last. */
export function applyFields(
  tx: Transaction,
  accountId: string,
  draftId: string,
  apply: ReadonlyMap<FieldName, FieldValue>,
  clock: Pick<Clock, 'now'>,
): Result<unknown> {
  if (apply.get('binned') === false) {
    const back = restoreDraft(tx, accountId, draftId, clock);
    if (!back.ok) return back;
  }
  const patch = patchOf(apply);
  if (Object.keys(patch).length > 0) {
    const terms = { clock, evenIfPublished: true };
    const edited = editDraft(tx, accountId, readDraft(tx, accountId, draftId)!, patch, terms);
    if (!edited.ok) return edited;
  }
  const photos = apply.get('photos') as string[] | undefined;
  if (photos) {
    const set = setPhotos(tx, accountId, draftId, photos, clock);
    if (!set.ok) return set;
  }
  for (const [field, value] of apply) {
    if (!field.startsWith('alt:')) continue;
    const described = setAltText(tx, accountId, field.slice(4), value as string | null, clock);
    // A photo that went to the bin meanwhile keeps the words it has.
    if (!described.ok && described.error.code !== 'not_found') return described;
  }
  if (apply.get('binned') !== true) return ok();
  return binDraft(tx, accountId, readDraft(tx, accountId, draftId)!, isoTime(clock.now()));
}

/** The preset is a rule of the gate: what is ready under the one may not be under the other. */
function applySetting(
  tx: Transaction,
  accountId: string,
  name: string,
  value: FieldValue,
  clock: Pick<Clock, 'now'>,
): Result<unknown> {
  changeAccountSettings(tx, accountId, { [name]: value }, clock);
  return name === 'preset' ? recheckAllNow(tx, accountId, clock) : ok();
}
