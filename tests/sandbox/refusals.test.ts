// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { create, createBody, publish, UPLOAD, uploadPhotos } from './test-publish.ts';
import { CREATE_HEADERS, jpeg, multipart, Visitor } from './test-visitor.ts';

let sandbox: Sandbox;
let visitor: Visitor;
beforeEach(async () => {
  sandbox = await startSandbox({ wardrobe: 0 });
  visitor = new Visitor(sandbox);
  await visitor.visit();
});
afterEach(() => sandbox.close());

const attributes = (...pairs: [string, number][]): unknown =>
  pairs.map(([code, id]) => ({ code, ids: [id] }));

describe('documented refusals: 400 code 99 with the field, no violation', () => {
  test.each([
    ['title', { title: '' }],
    ['description', { description: undefined }],
    ['price', { price: 0.5 }],
    ['price', { price: null }],
    ['category', { catalog_id: null }],
    ['package_size', { package_size_id: undefined }],
    ['photos', { assigned_photos: [] }],
    ['condition', { item_attributes: attributes(['size', 4]), status_id: null }],
    ['size', { item_attributes: attributes(['condition', 2]) }],
    ['color', { color_ids: [] }],
    ['brand', { brand: undefined, brand_id: undefined }],
    [
      'sim_lock',
      {
        catalog_id: 3661,
        size_id: null,
        item_attributes: attributes(['condition', 2], ['internal_memory_capacity', 900001]),
      },
    ],
  ])('%s', async (field, changes) => {
    const { status, json } = await publish(visitor, changes, 1);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: 99, message_code: 'validation_error' });
    expect(json.errors.map((one: { field: string }) => one.field)).toEqual([field]);
    expect(sandbox.violations).toEqual([]);
    expect(sandbox.summary()).toMatchObject({ listings: [], photosOrphaned: 1 });
  });
});

describe('bodies whose answer is not known: 400 and a violation', () => {
  test.each([
    ['must NOT have additional properties', { price_cents: 1250 }],
    ['/item/price', { price: '12.50' }],
    ['R1: temp_uuid is not', { temp_uuid: '00000000-0000-4000-8000-000000000000' }],
    ['R2', { size_id: 5 }],
    ['R2', { status_id: 3 }],
    ['R3', { assigned_photos: [{ id: 123, orientation: 0 }] }],
    ['R4', { catalog_id: 12 }],
    ['R5: size 208', { item_attributes: attributes(['size', 208], ['condition', 2]), size_id: 208 }],
    ['R5: colour 99', { color_ids: [99] }],
    ['R5: package size 14', { package_size_id: 14 }],
    ['R5: material', { item_attributes: attributes(['size', 4], ['condition', 2], ['material', 9]) }],
    ['R5: attribute', { item_attributes: attributes(['size', 4], ['condition', 2], ['sim_lock', 900011]) }],
    ['does not exist', { brand_id: 999_999, brand: 'Rien' }],
    ['is Petit Bateau', { brand: 'Nike' }],
    ['currency', { currency: 'GBP' }],
  ])('%s', async (reason, changes) => {
    const { status, json } = await publish(visitor, changes, 1);
    expect([status, json.code]).toEqual([400, 99]);
    expect(sandbox.violations.join('\n')).toContain(reason);
    expect(sandbox.summary().listings).toEqual([]);
  });

  test('R3: photos in another order, used, expired, of another session', async () => {
    const ids = await uploadPhotos(visitor, 2);
    expect((await create(visitor, createBody([...ids].reverse()))).status).toBe(400);
    expect((await create(visitor, createBody(ids))).status).toBe(200);
    expect((await create(visitor, createBody(ids))).status).toBe(400);
    const late = await uploadPhotos(visitor, 1, '11111111-1111-4111-8111-111111111111');
    expect((await create(visitor, createBody(late))).status).toBe(400);
    expect(sandbox.violations.join('\n')).toMatch(
      /upload order[^]*already in listing[^]*another upload session/,
    );
    const count = sandbox.violations.length;
    sandbox.expirePhotos();
    const expired = await create(visitor, createBody(late, {}, '11111111-1111-4111-8111-111111111111'));
    expect(expired.json.errors[0].field).toBe('photos');
    expect(sandbox.violations).toHaveLength(count);
  });

  test('R6: brand text where custom brands are disabled', async () => {
    const changes = { brand_id: null, brand: 'Atelier Exemple' };
    expect((await publish(visitor, changes)).status).toBe(200);
    await sandbox.close();
    sandbox = await startSandbox({ disableCustomBrands: true });
    expect((await publish(new Visitor(sandbox), changes)).status).toBe(400);
    expect(sandbox.violations.join()).toContain('R6');
  });

  test('R7: a write without the account check', async () => {
    const ids = await uploadPhotos(visitor, 1);
    await visitor.write('POST', '/api/v2/item_upload/items', createBody(ids), CREATE_HEADERS);
    expect(sandbox.violations.join()).toContain('R7: item.create');
  });

  test('R8: the same create again after an answer that was no refusal; after a refusal it may', async () => {
    const ids = await uploadPhotos(visitor, 1);
    expect((await create(visitor, createBody(ids, { color_ids: [] }))).status).toBe(400);
    sandbox.misbehave({ match: { path: 'item.create' }, badGateway: true });
    expect((await create(visitor, createBody(ids))).status).toBe(502);
    expect(sandbox.violations).toEqual([]);
    expect((await create(visitor, createBody(ids))).status).toBe(200);
    expect(sandbox.violations.join()).toContain('R8');
  });
});

describe('headers', () => {
  test('without the token: 403 code 106 and nothing made', async () => {
    const ids = await uploadPhotos(visitor, 1);
    visitor.csrf = 'faux';
    const { status, json } = await create(visitor, createBody(ids));
    expect([status, json.code, sandbox.summary().listings.length]).toEqual([403, 106, 0]);
    expect(sandbox.log.at(-1)).toMatchObject({ csrf: 'wrong', anonId: 'right', effect: 'none', status: 403 });
  });

  test('without X-Upload-Form: accepted, yet a violation; on an edit it must not be there', async () => {
    const ids = await uploadPhotos(visitor, 1);
    const { 'x-upload-form': _left, ...rest } = CREATE_HEADERS;
    const made = await create(visitor, createBody(ids), rest);
    expect(made.status).toBe(200);
    expect(sandbox.violations).toEqual(['item.create: header X-Upload-Form is missing']);
    const { id } = made.json.item;
    await visitor.checkAccount();
    await visitor.write('PUT', `/api/v2/item_upload/items/${id}`, createBody(ids, { id }), CREATE_HEADERS);
    expect(sandbox.violations.at(-1)).toContain('X-Upload-Form must not be sent');
  });
});

describe('examples of the contract against the running sandbox', () => {
  const folder = new URL('./contract/examples/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.startsWith('item-create.request.'));

  test.each(files)('%s', async (file) => {
    const body = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    if (file.includes('.valid-')) {
      const photos = body.item.assigned_photos;
      const ids = await uploadPhotos(visitor, photos.length, body.upload_session_id);
      photos.forEach((photo: { id: number }, rank: number) => (photo.id = ids[rank]!));
    }
    const { status } = await create(visitor, body);
    expect(status).toBe(file.includes('.valid-') ? 200 : 400);
    if (file.includes('.valid-')) expect(sandbox.violations).toEqual([]);
  });
});

describe('photos', () => {
  const send = async (
    bytes: Buffer,
    type = 'image/jpeg',
    name = 'photo[file]',
  ): Promise<[number, unknown]> => {
    await visitor.checkAccount();
    const form = multipart([
      { name: 'photo[type]', value: 'item' },
      { name, value: bytes, filename: 'photo.jpg', type },
      { name: 'photo[temp_uuid]', value: '' },
    ]);
    const own = { 'x-csrf-token': visitor.csrf, 'x-anon-id': visitor.cookies.get('anon_id')! };
    const { status, json } = await visitor.send('POST', '/api/v2/photos', {
      ...form,
      headers: { ...form.headers, ...own },
    });
    return [status, json?.code];
  };

  test('not a picture, cut short, too big, too heavy', async () => {
    await sandbox.close();
    sandbox = await startSandbox({ photoMaxSide: 400, photoMaxBytes: 60_000 });
    visitor = new Visitor(sandbox);
    await visitor.visit();
    expect(await send(Buffer.from('pas une image'))).toEqual([400, 50]);
    const picture = await jpeg(300, 300);
    expect(await send(picture.subarray(0, picture.length / 2))).toEqual([400, 50]);
    expect(await send(await jpeg(500, 20))).toEqual([400, 51]);
    expect(await send(Buffer.alloc(70_000))).toEqual([413, undefined]);
    expect(await send(picture)).toEqual([200, 0]);
    expect(sandbox.violations).toEqual([]);
  });

  test('another part name or type is a violation', async () => {
    expect(await send(await jpeg(), 'image/png')).toEqual([400, 99]);
    expect(await send(await jpeg(), 'image/jpeg', 'file')).toEqual([400, 99]);
    expect(sandbox.violations).toHaveLength(2);
  });

  test('the same bytes twice in one session are counted, orphans too', async () => {
    const bytes = await jpeg();
    await visitor.checkAccount();
    await visitor.upload(UPLOAD, bytes);
    await visitor.upload(UPLOAD, bytes);
    expect(sandbox.summary()).toMatchObject({
      photosUploaded: 2,
      photosOrphaned: 2,
      repeatedPhotoUploads: 1,
    });
  });
});
