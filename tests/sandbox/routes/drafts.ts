/** Drafts kept on the site: create, update, complete, delete (contract §4). */
import { denied, json, validationError } from '../answers.ts';
import type { Answer, Exchange, Routes } from '../exchange.ts';
import { fieldsOf, parseJson, type WriteBody } from '../item-body.ts';
import { fieldError } from '../item-schema-check.ts';
import { schemaErrors } from '../schemas.ts';
import type { Listing } from '../state.ts';
import { checkWrite } from '../write-item.ts';
import { addItem, claimPhotos, isAnswer, missing, ownItem } from './items.ts';

/** A draft needs few fields; which ones is not documented (P18), so only its schema is checked. */
function draftBody(exchange: Exchange, endpoint: string, schema: string): WriteBody | Answer {
  const body = parseJson(exchange.body) as WriteBody | undefined;
  const errors = schemaErrors(schema, body ?? null);
  for (const error of errors) exchange.violate(`${endpoint}: ${error.instancePath} ${error.message}`);
  return errors.length > 0 ? validationError([fieldError('root')]) : body!;
}

const stub = ({ settings }: Exchange, id: number): Answer =>
  json(settings.readings.draftStub === 'with-code' ? { draft: { id }, code: 0 } : { draft: { id } });

/** A draft of one's own. A published item under a draft's path is 403 code 106 (§3). */
function ownDraft(exchange: Exchange, id: number): Listing | Answer {
  const item = ownItem(exchange, id);
  if (isAnswer(item)) return item;
  return item.isDraft ? item : denied();
}

function create(exchange: Exchange): Answer {
  const body = draftBody(exchange, 'draft.create', 'draft-create.request.schema.json');
  if ('status' in body) return body;
  const { id } = addItem(exchange, body.draft!, exchange.state.nextItemId++, true);
  return { ...stub(exchange, id), effect: 'draft-create', resourceId: id };
}

function update(exchange: Exchange, id: number): Answer {
  const draft = ownDraft(exchange, id);
  if (isAnswer(draft)) return draft;
  const body = draftBody(exchange, 'draft.update', 'draft-update.request.schema.json');
  if ('status' in body) return body;
  Object.assign(draft, fieldsOf(body.draft!));
  claimPhotos(exchange, draft);
  return { ...stub(exchange, id), effect: 'draft-update', resourceId: id };
}

/** Validates the body, not the stored draft (§4). */
function complete(exchange: Exchange, id: number): Answer {
  const { readings } = exchange.settings;
  const draft = ownDraft(exchange, id);
  if (isAnswer(draft)) return draft;
  const sent = (parseJson(exchange.body) as Partial<WriteBody> | undefined)?.draft;
  const wanted = readings.completionPhotos;
  if (sent && wanted !== 'either' && !(wanted in sent) && (sent.photos ?? sent.assigned_photos)) {
    return validationError([{ field: 'photos', value: 'Error uploading photo' }]);
  }
  const { body, refusal } = checkWrite(exchange, 'draft.complete', 'draft-complete.request.schema.json', id);
  if (refusal) return refusal;
  if (body.draft!.id !== id) exchange.violate('draft.complete: id of the body is not that of the path');
  exchange.state.drafts.delete(id);
  const listing = addItem(
    exchange,
    body.draft!,
    readings.completionId === 'kept' ? id : exchange.state.nextItemId++,
    false,
  );
  return {
    ...json({ [readings.completionAnswer]: { id: listing.id }, code: 0 }),
    effect: 'draft-complete',
    resourceId: listing.id,
  };
}

function remove(exchange: Exchange, id: number): Answer {
  const draft = exchange.state.drafts.get(id);
  if (!draft) return missing(exchange);
  if (draft.accountId !== exchange.session!.account!.id) return denied();
  exchange.state.drafts.delete(id);
  const empty = exchange.settings.readings.draftDelete === 'empty';
  return { ...json({ code: 0 }), ...(empty ? { body: '' } : {}), effect: 'draft-delete', resourceId: id };
}

export const draftRoutes: Routes = {
  'draft.create': create,
  'draft.update': update,
  'draft.complete': complete,
  'draft.delete': remove,
};
