import { EMPTY_LISTING_FIELDS, type Draft } from '../drafts/draft.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { photosByIds } from '../photos/read-photos.ts';
import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Reader } from '../store/store.ts';
import type { DraftThen, FieldName, FieldValue, KeptReason } from './activity.ts';
import { activityRepository } from './activity-repository.ts';
import { emptyValue, fieldsOfDraft, isSame } from './draft-fields.ts';
import { changesOfLine, type JournalLine } from './journal-lines.ts';
import { applyFields, type ActivityDeps } from './undo-operation.ts';
import { asOperation } from '../accounts/record-change.ts';
import { draftsOnVinted } from '../publish/drafts-on-vinted.ts';
import { isoTime } from '../shared/clock.ts';

/** When: a time (ISO), or the moment before an operation. */
export type Moment = { time: string } | { beforeOperation: string };

/**
 * A draft as it was: what it is now, with what the journal says taken back line by line. Only reads.
 * @returns `not_found` for a draft that was erased or is another account's, and for an operation that did not touch it
 */
export function draftAt(
  reader: Reader,
  accountId: string,
  draftId: string,
  moment: Moment,
): Result<DraftThen> {
  const draft = readDraft(reader, accountId, draftId);
  if (!draft) return fail(appError('not_found'));
  const journal = activityRepository(accountId);
  const lines =
    'time' in moment
      ? journal.linesAfter(reader, draftId, moment.time)
      : journal.linesSince(reader, draftId, moment.beforeOperation);
  if ('beforeOperation' in moment && lines.length === 0) return fail(appError('not_found'));
  const at = 'time' in moment ? moment.time : lines.at(-1)!.at;
  const now = fieldsOfDraft(draft);
  const { fields, complete } = takenBack(now, lines);
  const made = lines.some((line) => line.action === 'draft.create');
  return ok({
    draftId,
    at,
    existed: !made && draft.createdAt <= at,
    complete,
    binned: fields.get('binned') === true,
    content: contentOf(draft, fields),
    photos: photosOf(reader, accountId, fields),
    changes: [...fields].flatMap(([field, before]) => {
      const after = now.get(field) ?? emptyValue(field);
      return isSame(before, after) ? [] : [{ field, before, after }];
    }),
    locked: lockOf(draft),
  });
}

/**
 * Brings a draft back to what it was: an ordinary edit, with its line in the journal, that can be undone. Photos that
 * were erased since stay away; whether it is in the bin does not change.
 * @returns as `draftAt`; `draft_locked` while a job holds it or what was sent is fixed
 */
export function bringBack(deps: ActivityDeps, draftId: string, moment: Moment): Promise<Result<Draft>> {
  const accountId = deps.accountId();
  return writeResult(deps.store, (tx): Result<Draft> => {
    const then = draftAt(tx, accountId, draftId, moment);
    if (!then.ok) return then;
    if (then.value.locked === 'in_bin' || !then.value.existed) return fail(appError('not_found'));
    if (then.value.locked) return fail(appError('draft_locked', { params: { reason: then.value.locked } }));
    asOperation(tx, { kind: 'version', now: isoTime(deps.clock.now()) });
    const apply = new Map(
      then.value.changes
        .filter(({ field }) => field !== 'binned')
        .map(({ field, before }): [FieldName, FieldValue] => [field, before]),
    );
    if (apply.has('photos')) {
      const there = then.value.photos.filter((photo) => photo.sha256 !== null);
      apply.set('photos', there.map((photo) => photo.photoId)); // prettier-ignore
    }
    const applied = applyFields(tx, accountId, draftId, apply, deps.clock);
    if (!applied.ok) return applied;
    if (apply.size > 0 && draftsOnVinted(tx, accountId, [draftId]).size > 0) deps.haltQueue(tx);
    return ok(readDraft(tx, accountId, draftId)!);
  });
}

function lockOf(draft: Draft): KeptReason | null {
  if (draft.locked) return 'in_queue';
  if (draft.deletedAt) return 'in_bin';
  return null;
}

/** @param lines newest first */
function takenBack(
  now: ReadonlyMap<FieldName, FieldValue>,
  lines: readonly JournalLine[],
): { fields: Map<FieldName, FieldValue>; complete: boolean } {
  const fields = new Map(now);
  let complete = true;
  for (const line of lines) {
    for (const { field, before, after } of changesOfLine(line)) {
      const value = fields.get(field) ?? emptyValue(field);
      // A line that does not end where the next begins: something is missing between them.
      if (!isSame(value, after) && !field.startsWith('alt:')) complete = false;
      fields.set(field, before);
    }
  }
  return { fields, complete };
}

function contentOf(draft: Draft, fields: ReadonlyMap<FieldName, FieldValue>): DraftThen['content'] {
  const part = (name: string) =>
    Object.fromEntries(
      [...fields]
        .filter(([field]) => field.startsWith(`${name}.`))
        .map(([field, value]) => [field.slice(name.length + 1), value]),
    );
  return {
    title: fields.get('title') as string,
    description: fields.get('description') as string,
    priceCents: fields.get('priceCents') as number,
    currency: draft.currency,
    labels: { ...draft.labels, ...part('labels') },
    listing: { ...EMPTY_LISTING_FIELDS, ...part('listing') },
    piece: draft.piece ? part('piece') : null,
  };
}

function photosOf(
  reader: Reader,
  accountId: string,
  fields: ReadonlyMap<FieldName, FieldValue>,
): DraftThen['photos'] {
  const ids = (fields.get('photos') ?? []) as string[];
  const contents = photosByIds(reader, accountId, ids);
  return ids.map((photoId) => ({
    photoId,
    sha256: contents.get(photoId)?.sha256 ?? null,
    altText: (fields.get(`alt:${photoId}`) ?? contents.get(photoId)?.altText ?? null) as string | null,
  }));
}
