import Ajv from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import common from './fixtures/common.schema.json' with { type: 'json' };
import recorded from './fixtures/item-create.request.json' with { type: 'json' };
import schema from './fixtures/item-create.request.schema.json' with { type: 'json' };
import { itemBody } from './item-body.ts';
import type { ItemDraft } from './vinted.ts';

const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, schemas: [common] });
const fits = ajv.compile(schema);

const TSHIRT: ItemDraft = {
  title: recorded.item.title,
  description: recorded.item.description,
  priceCents: 1250,
  currency: 'EUR',
  catalogId: 221,
  brandId: 149,
  brandLabel: 'Petit Bateau',
  sizeId: 4,
  conditionId: 2,
  colorIds: [12, 27],
  packageSizeId: 1,
  materialIds: [44],
  isbn: null,
  isUnisex: false,
  attributes: [],
  photos: recorded.item.assigned_photos,
  uploadSessionId: recorded.upload_session_id,
};

type Body = typeof recorded;
const bodyOf = (changes: Partial<ItemDraft>) => itemBody({ ...TSHIRT, ...changes }) as Body;

describe('the body of a create', () => {
  test('is the recorded one, key by key and in its order', () => {
    expect(JSON.stringify(itemBody(TSHIRT))).toBe(JSON.stringify(recorded));
  });

  test.each<[string, Partial<ItemDraft>]>([
    ['as recorded', {}],
    ['no brand', { brandId: 1, brandLabel: 'Sans marque' }],
    ['a brand of the seller’s own', { brandId: null, brandLabel: 'Atelier Exemple' }],
    ['no brand at all', { brandId: null, brandLabel: null }],
    ['no size', { sizeId: null }],
    ['no material and no colour', { materialIds: [], colorIds: [] }],
    ['a book', { isbn: '9780000000002', sizeId: null }],
    ['a phone', { attributes: [{ code: 'sim_lock', ids: [1201] }] }],
    [
      'twenty photos',
      { photos: Array.from({ length: 20 }, (_, at) => ({ id: 99000000001 + at, orientation: 0 })) },
    ],
    ['the least price', { priceCents: 100 }],
  ])('fits the contract’s schema: %s', (_, changes) => {
    const body = itemBody({ ...TSHIRT, ...changes });
    expect(fits(body) || fits.errors).toBe(true);
  });

  test.each([
    [100, '1'],
    [1250, '12.5'],
    [499, '4.99'],
    [1999, '19.99'],
    [3000000, '30000'],
  ])('a price of %i cents is the bare number %s', (priceCents, text) => {
    expect(JSON.stringify(bodyOf({ priceCents }).item.price)).toBe(text);
  });

  test('size and condition stand in both forms and agree', () => {
    const { item } = bodyOf({ sizeId: 7, conditionId: 6 });
    expect([item.size_id, item.status_id]).toEqual([7, 6]);
    expect(item.item_attributes).toContainEqual({ code: 'size', ids: [7] });
    expect(item.item_attributes).toContainEqual({ code: 'condition', ids: [6] });
  });

  test('without a size there is no size attribute', () => {
    const { item } = bodyOf({ sizeId: null });
    expect(item.size_id).toBeNull();
    expect(item.item_attributes.map((each) => each.code)).toEqual(['condition', 'material']);
  });

  test('an attribute never stands twice, and an empty one not at all', () => {
    const attributes = [
      { code: 'size', ids: [1] },
      { code: 'condition', ids: [1] },
      { code: 'material', ids: [1] },
      { code: 'empty', ids: [] },
      { code: 'sim_lock', ids: [2] },
    ];
    const codes = bodyOf({ attributes }).item.item_attributes.map((each) => each.code);
    expect(codes).toEqual(['size', 'condition', 'material', 'sim_lock']);
  });

  test('photos keep their order, and the one uuid stands in both places', () => {
    const photos = [3, 1, 2].map((id) => ({ id, orientation: 0 }));
    const body = bodyOf({ photos, uploadSessionId: 'u' });
    expect(body.item.assigned_photos.map((each) => each.id)).toEqual([3, 1, 2]);
    expect([body.item.temp_uuid, body.upload_session_id]).toEqual(['u', 'u']);
  });
});
