import { describe, expect, test } from 'vitest';
import { addressOf, findRoute, ROUTES } from './routes.ts';

describe('the list of routes', () => {
  test('is what it is: a new route is a decision', () => {
    expect(Object.values(ROUTES).map((rule) => `${rule.method} ${rule.path}`)).toEqual([
      'GET /api/v2/users/current',
      'GET /api/v2/items/configuration',
      'GET /api/v2/wardrobe/{userId}/items',
      'POST /api/v2/photos',
      'POST /api/v2/item_upload/items',
      'GET /api/v2/item_upload/items/{itemId}',
      'GET /api/v2/item_upload/catalogs',
      'GET /api/v2/size_groups',
      'GET /api/v2/item_upload/brands',
      'GET /api/v2/catalogs/{catalogId}/package_sizes',
      'POST /api/v2/item_upload/attributes',
    ]);
  });

  test('makes addresses from parameters', () => {
    expect(addressOf('wardrobe', { userId: '42' })).toEqual({
      method: 'GET',
      path: '/api/v2/wardrobe/42/items?page=1&per_page=96&order=newest_first',
    });
    expect(addressOf('brands', { keyword: 'Comptoir & Cie é', catalogId: null }).path).toBe(
      '/api/v2/item_upload/brands?keyword=Comptoir+%26+Cie+%C3%A9',
    );
    expect(addressOf('brands', { keyword: 'x', catalogId: 221 }).path).toContain('&category_id=221');
    expect(addressOf('package_sizes', { catalogId: 221 }).path).toBe('/api/v2/catalogs/221/package_sizes');
  });

  test.each<[string, unknown]>([
    ['read_item', {}],
    ['read_item', { itemId: '' }],
    ['read_item', { itemId: '0' }],
    ['read_item', { itemId: '-1' }],
    ['read_item', { itemId: '1/delete' }],
    ['read_item', { itemId: '..' }],
    ['read_item', { itemId: '1?x=1' }],
    ['read_item', { itemId: 1.5 }],
    ['read_item', { itemId: '9007199254740993' }],
    ['read_item', { itemId: ['1'] }],
    ['read_item', { itemId: '1', more: '2' }],
    ['current_user', { itemId: '1' }],
    ['brands', { keyword: '  ', catalogId: null }],
    ['brands', { keyword: 'x'.repeat(101), catalogId: null }],
    ['brands', { keyword: 'x', catalogId: 'y' }],
    ['constructor', {}],
    ['POST /web/api/auth/refresh', {}],
  ])('refuses %s %o', (name, params) => {
    expect(findRoute(name, params)).toBeNull();
  });
});
