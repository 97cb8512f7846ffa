/** Listings: create, read back, edit, delete, hide (contract §3 and §4). */
import { apiError, denied, htmlNotFound, json } from '../answers.ts';
import type { Answer, Exchange, Routes } from '../exchange.ts';
import { fieldsOf, parseJson, type ItemBody } from '../item-body.ts';
import { itemRead } from '../item-read.ts';
import type { Settings } from '../options.ts';
import { schemaErrors } from '../schemas.ts';
import { itemOf, removeItem, type Listing } from '../state.ts';
import { checkWrite } from '../write-item.ts';

const AFTER_UPLOAD: Record<Settings['readings']['afterUpload'], string[]> = {
  tip: ['show_upload_another_item_tip'],
  none: [],
  unknown: ['show_something_new'],
};

/** The 404 of an item that is not there; its form is not documented (P21). */
export function missing({ settings }: Exchange): Answer {
  return settings.readings.missingItem === 'json'
    ? apiError(404, 104, 'Introuvable', 'not_found')
    : htmlNotFound();
}

/** The item if it is the account's own, else the answer to give: 404, or 403 code 106 (§3). */
export function ownItem(exchange: Exchange, id: number): Listing | Answer {
  const item = itemOf(exchange.state, id);
  if (!item) return missing(exchange);
  return item.accountId === exchange.session!.account!.id ? item : denied();
}

export const isAnswer = (value: Listing | Answer): value is Answer => 'status' in value;

/** Makes a listing or draft of a checked body and marks its photos as used. */
export function addItem(
  { state, session, settings }: Exchange,
  item: ItemBody,
  id: number,
  isDraft: boolean,
): Listing {
  const now = Date.now();
  const listing: Listing = {
    ...fieldsOf(item),
    id,
    accountId: session!.account!.id,
    isDraft,
    isHidden: false,
    isReserved: false,
    soldAt: null,
    createdAt: now,
    visibleAt: now + settings.wardrobeDelayMs,
    seeded: false,
    views: 0,
    favourites: 0,
  };
  (isDraft ? state.drafts : state.listings).set(id, listing);
  claimPhotos({ state }, listing);
  return listing;
}

/** Photos an item no longer shows become free, those it shows are its own. */
export function claimPhotos({ state }: Pick<Exchange, 'state'>, item: Listing): void {
  for (const photo of state.photos.values()) {
    if (item.photoIds.includes(photo.id)) photo.usedBy = item.id;
    else if (photo.usedBy === item.id) photo.usedBy = null;
  }
}

function create(exchange: Exchange): Answer {
  const { body, refusal } = checkWrite(exchange, 'item.create', 'item-create.request.schema.json', null);
  if (refusal) return refusal;
  const { id } = addItem(exchange, body.item!, exchange.state.nextItemId++, false);
  const actions = AFTER_UPLOAD[exchange.settings.readings.afterUpload];
  return {
    ...json({ item: { id }, after_upload_actions: actions, code: 0 }),
    effect: 'create',
    resourceId: id,
  };
}

function read(exchange: Exchange, id: number): Answer {
  const item = ownItem(exchange, id);
  if (isAnswer(item)) return item;
  return json({ item: itemRead(exchange.state, item, exchange.settings), code: 0 });
}

function update(exchange: Exchange, id: number): Answer {
  const item = ownItem(exchange, id);
  if (isAnswer(item)) return item;
  const { body, refusal } = checkWrite(exchange, 'item.update', 'item-update.request.schema.json', id);
  if (refusal) return refusal;
  if (body.item!.id !== id) exchange.violate('item.update: id of the body is not that of the path');
  Object.assign(item, fieldsOf(body.item!));
  claimPhotos(exchange, item);
  return { ...json({ item: { id }, after_upload_actions: [], code: 0 }), effect: 'edit', resourceId: id };
}

/** `POST items/{id}/delete`: no body, no Content-Type (the header check has seen to it). */
export function remove(exchange: Exchange, id: number): Answer {
  const item = ownItem(exchange, id);
  if (isAnswer(item)) return item;
  removeItem(exchange.state, id);
  return { ...json({ code: 0, message: 'Ok', message_code: 'ok' }), effect: 'delete', resourceId: id };
}

function hide(exchange: Exchange, id: number): Answer {
  const item = ownItem(exchange, id);
  if (isAnswer(item)) return item;
  const body = parseJson(exchange.body);
  if (schemaErrors('item-hide.request.schema.json', body ?? null).length > 0) {
    exchange.violate('item.hide: undocumented body');
    return apiError(400, 99, 'Certains champs sont incorrects', 'validation_error');
  }
  item.isHidden = (body as { is_hidden: boolean }).is_hidden;
  return { ...json({ code: 0 }), effect: 'hide', resourceId: id };
}

export const itemRoutes: Routes = {
  'item.create': create,
  'item.read': read,
  'item.update': update,
  'item.delete': remove,
  'item.hide': hide,
};
