// @vitest-environment node
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { createBody, publish, uploadPhotos } from './test-publish.ts';
import { FORM_HEADERS, Visitor } from './test-visitor.ts';

let sandbox: Sandbox;
let visitor: Visitor;
beforeEach(async () => {
  sandbox = await startSandbox({ wardrobe: 5, sales: 2 });
  visitor = new Visitor(sandbox);
  await visitor.visit();
});
afterEach(() => sandbox.close());

const path = '/api/v2/item_upload/items';
const rows = async (query: string): Promise<{ id: number; is_hidden: boolean }[]> =>
  (await visitor.get(`/api/v2/wardrobe/9900000010/items?${query}`)).json.items;

test('edit, hide, show, delete', async () => {
  const { json } = await publish(visitor, {}, 2);
  const { id } = json.item;
  const photos = sandbox.state.listings.get(id)!.photoIds;
  await visitor.checkAccount();
  const cheaper = createBody([...photos].reverse(), { id, price: 9 }, '33333333-3333-4333-8333-333333333333');
  expect((await visitor.write('PUT', `${path}/${id}`, cheaper, FORM_HEADERS)).json.item.id).toBe(id);
  expect((await visitor.get(`${path}/${id}`)).json.item).toMatchObject({
    price: { amount: '9.0' },
    photos: [{ id: photos[1], is_main: true }, { id: photos[0] }],
  });

  for (const hidden of [true, false]) {
    await visitor.checkAccount();
    expect((await visitor.write('PUT', `/api/v2/items/${id}/is_hidden`, { is_hidden: hidden })).status).toBe(
      200,
    );
    expect((await rows('cond=hidden')).map((row) => row.id)).toEqual(hidden ? [id] : []);
  }

  await visitor.checkAccount();
  expect((await visitor.write('POST', `/api/v2/items/${id}/delete`)).json).toEqual({
    code: 0,
    message: 'Ok',
    message_code: 'ok',
  });
  await visitor.checkAccount();
  expect((await visitor.write('POST', `/api/v2/items/${id}/delete`)).status).toBe(404);
  expect(sandbox.violations).toEqual([]);
  expect(sandbox.log.map((one) => one.effect).filter((effect) => effect !== 'none')).toEqual([
    'photo',
    'photo',
    'create',
    'edit',
    'hide',
    'hide',
    'delete',
  ]);
});

test('a body with the deletion is 403 code 106 and a violation, a partial edit is refused', async () => {
  await visitor.checkAccount();
  const deleted = await visitor.write('POST', '/api/v2/items/9900000101/delete', {});
  expect(deleted.json.code).toBe(106);
  await visitor.checkAccount();
  const edited = await visitor.write(
    'PUT',
    `${path}/9900000101`,
    { item: { id: 9900000101, price: 3 } },
    FORM_HEADERS,
  );
  expect(edited.status).toBe(400);
  expect(sandbox.violations.length).toBeGreaterThan(1);
});

test('a draft is kept, updated, read back, deleted; a listing is no draft', async () => {
  const ids = await uploadPhotos(visitor, 1);
  const { item, parcel, upload_session_id } = createBody(ids);
  await visitor.checkAccount();
  const made = await visitor.write(
    'POST',
    '/api/v2/item_upload/drafts',
    { draft: item, parcel, upload_session_id },
    FORM_HEADERS,
  );
  const { id } = made.json.draft;
  const changed = { draft: { ...item, id, title: 'Autre titre' }, parcel, upload_session_id };
  await visitor.checkAccount();
  expect((await visitor.write('PUT', `/api/v2/item_upload/drafts/${id}`, changed, FORM_HEADERS)).status).toBe(
    200,
  );
  expect((await visitor.get(`${path}/${id}`)).json.item).toMatchObject({
    is_draft: true,
    title: 'Autre titre',
  });
  expect(sandbox.summary().listings).toEqual([]);
  await visitor.checkAccount();
  expect((await visitor.write('DELETE', `/api/v2/item_upload/drafts/${id}`)).status).toBe(200);
  await visitor.checkAccount();
  const wrong = await visitor.write('PUT', '/api/v2/item_upload/drafts/9900000101', changed, FORM_HEADERS);
  expect([wrong.status, wrong.json.code]).toEqual([403, 106]);
  expect(sandbox.violations).toEqual([]);
});

test('the wardrobe is paged and ordered', async () => {
  const first = await visitor.get('/api/v2/wardrobe/9900000010/items?page=1&per_page=2&order=newest_first');
  expect(first.json.pagination).toEqual({ current_page: 1, total_pages: 3, total_entries: 5, per_page: 2 });
  const all = [1, 2, 3].map((page) => rows(`page=${page}&per_page=2&order=newest_first`));
  const ids = (await Promise.all(all)).flat().map((row) => row.id);
  expect(ids).toEqual([9900000105, 9900000104, 9900000103, 9900000102, 9900000101]);
  await rows('order=prix');
  expect(sandbox.violations).toEqual(['wardrobe.list: unknown order prix']);
});

test('a listing can take time to show', async () => {
  await sandbox.close();
  sandbox = await startSandbox({ wardrobe: 0, wardrobeDelayMs: 150 });
  visitor = new Visitor(sandbox);
  await publish(visitor, {}, 1);
  expect(await rows('order=newest_first')).toEqual([]);
  await expect.poll(() => rows('order=newest_first')).toHaveLength(1);
});

test('reference data', async () => {
  const get = async (url: string): Promise<any> => (await visitor.get(`/api/v2/${url}`)).json; // eslint-disable-line @typescript-eslint/no-explicit-any
  expect((await get('item_upload/colors')).colors).toHaveLength(29);
  expect((await get('item_upload/brands?keyword=nike')).brands[0]).toMatchObject({ id: 53, title: 'Nike' });
  expect((await get('brands?keyword=petit%20b')).brands[0].id).toBe(149);
  expect((await get('item_upload/catalogs/search?keyword=mini')).catalog_ids).toEqual([178]);
  expect(
    (await get('size_groups?catalog_ids=1242')).size_groups[0].sizes.map((size: { id: number }) => size.id),
  ).toContain(784);
  expect((await get('size_groups?catalog_ids=156')).size_groups).toEqual([]);
  expect((await visitor.get('/api/v2/item_upload/size_groups?catalog_ids[]=156')).text[0]).toBe('<');
  expect(
    (await get('catalogs/221/package_sizes')).package_sizes.map((size: { id: number }) => size.id),
  ).toEqual([1, 2, 3]);
  expect((await get('items/configuration')).upload_session_id).toMatch(/^[0-9a-f-]{36}$/);
  const leaves = (nodes: { catalogs: never[] }[]): number =>
    nodes.reduce((sum, node) => sum + (node.catalogs.length > 0 ? leaves(node.catalogs) : 1), 0);
  expect(leaves((await get('item_upload/catalogs')).catalogs)).toBe(37);
  const found = await visitor.write('POST', '/api/v2/item_upload/attributes/search', {
    code: 'video_game_platform',
    value: 'switch',
  });
  expect(found.json.options).toEqual([{ id: 900021, title: 'Nintendo Switch' }]);
  expect(sandbox.violations).toEqual([]);
});

test('sales, wallet and feedback', async () => {
  const orders = await visitor.get('/api/v2/my_orders?type=sold&status=all&page=1&per_page=20');
  const [row] = orders.json.my_orders;
  const sale = await visitor.get(`/api/v2/transactions/${row.transaction_id}`);
  expect(sale.json.transaction.conversation_id).toBe(row.conversation_id);
  expect(
    (await visitor.get('/api/v2/users/9900000010/balance')).json.user_balance.available_amount.amount,
  ).toBe('83.00');
  expect((await visitor.get('/api/v2/user_feedbacks/summary?user_id=9900000010')).status).toBe(200);
  expect((await visitor.get('/api/v2/users/9900000010')).json.user.login).toBe('camille_demo');
  expect(sandbox.violations).toEqual([]);
});
