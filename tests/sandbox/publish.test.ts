// @vitest-environment node
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { publish } from './test-publish.ts';
import { Visitor } from './test-visitor.ts';

let sandbox: Sandbox;
let visitor: Visitor;
beforeEach(async () => {
  sandbox = await startSandbox();
  visitor = new Visitor(sandbox);
});
afterEach(() => sandbox.close());

test('publishes a listing, shows it everywhere, breaks no rule', async () => {
  const { status, json } = await publish(visitor);
  expect(sandbox.violations).toEqual([]);
  expect([status, json.code]).toEqual([200, 0]);
  const { id } = json.item;
  expect(id).toBeGreaterThan(2 ** 31);
  expect(Math.min(...sandbox.state.listings.get(id)!.photoIds)).toBeGreaterThan(2 ** 31);

  const read = await visitor.get(`/api/v2/item_upload/items/${id}`);
  expect(read.json.item).toMatchObject({
    id,
    title: 'T-shirt marinière coton Petit Bateau M',
    catalog_id: 221,
    color1_id: 12,
  });
  expect(read.json.item.price).toEqual({ amount: '12.5', currency_code: 'EUR' });
  expect(read.json.item.photos).toHaveLength(3);

  const wardrobe = await visitor.get(
    '/api/v2/wardrobe/9900000010/items?page=1&per_page=96&order=newest_first',
  );
  expect(wardrobe.json.items[0].id).toBe(id);
  expect(wardrobe.json.pagination.total_entries).toBe(4);

  const { pathname } = new URL(read.json.item.photos[0].url as string);
  const picture = await visitor.send('GET', pathname, { host: 'images1.vinted.net' });
  expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/webp']);
  expect((await visitor.visit(`/items/${id}`)).text).toContain('12,50 €');
  expect(sandbox.summary()).toMatchObject({
    duplicates: 0,
    photosUploaded: 3,
    photosOrphaned: 0,
    createsSent: 1,
    violations: [],
  });
});
