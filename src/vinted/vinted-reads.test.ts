import Ajv from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { fakeTabs, json } from '../content/testing/fake-tabs.ts';
import { virtualClock } from '../content/testing/virtual-clock.ts';
import type { VintedReads } from '../reference/vinted-reads.ts';
import answers from './fixtures/answers.json' with { type: 'json' };
import request from './fixtures/attributes.request.schema.json' with { type: 'json' };
import common from './fixtures/common.schema.json' with { type: 'json' };
import { directTransport } from './direct-transport.ts';
import { vintedReads } from './vinted-reads.ts';
import { vintedTabs } from './vinted-tabs.ts';

const example = (name: string) => answers.find((each) => each.name === name)!.body;

function world(directAnswer: () => Response, pageAnswer: () => Response = () => json({}, 500)) {
  const clock = virtualClock();
  const arrived: string[] = [];
  const sent: unknown[] = [];
  const browser = fakeTabs(clock, (url, init) => {
    arrived.push(`page ${init.method} ${new URL(url).pathname}`);
    sent.push(JSON.parse(init.body as string));
    return pageAnswer();
  });
  const direct = directTransport((url, init) => {
    const { pathname, search } = new URL(String(url));
    arrived.push(`direct ${init?.method} ${pathname}${search}`);
    return Promise.resolve(directAnswer());
  }, clock);
  // Typed as the room that asks sees it: the two must agree.
  const reads: VintedReads = vintedReads(direct, vintedTabs(browser.api, clock), clock);
  return { clock, browser, reads, arrived, sent };
}

describe('reference data by the worker’s own fetch', () => {
  test('the tree, with leaves that have no children', async () => {
    const { clock, reads, arrived } = world(() => json(example('catalogs.response.valid-extrait')));
    const result = await clock.settle(reads.catalogs());
    expect(arrived).toEqual(['direct GET /api/v2/item_upload/catalogs']);
    const root = result.ok ? result.value[0]! : null;
    expect(root).toMatchObject({ id: expect.any(Number), title: expect.any(String) });
    let node = root!;
    while (node.catalogs[0]) node = node.catalogs[0];
    expect(node.catalogs).toEqual([]);
    expect(Object.keys(node).sort()).toEqual(['catalogs', 'code', 'id', 'title']);
  });

  test('sizes, brands and package sizes', async () => {
    const sizes = world(() => json(example('size-groups.response.valid-femmes')));
    expect(await sizes.clock.settle(sizes.reads.sizeGroups(221))).toMatchObject({ ok: true });
    expect(sizes.arrived).toEqual(['direct GET /api/v2/size_groups?catalog_ids=221']);

    const brands = world(() => json(example('brands.response.valid-petit')));
    expect(await brands.clock.settle(brands.reads.brands(' petit ', 221))).toEqual({
      ok: true,
      value: { brands: [{ id: 149, title: 'Petit Bateau' }], customAllowed: true },
    });
    expect(brands.arrived).toEqual(['direct GET /api/v2/item_upload/brands?keyword=petit&category_id=221']);

    const packages = world(() => json(example('package-sizes.response.valid-petits')));
    expect(await packages.clock.settle(packages.reads.packageSizes(221))).toMatchObject({
      ok: true,
      value: [{ id: 1, title: 'Petit' }, { id: 2 }, { id: 3 }],
    });
  });

  test('a brand of one’s own is not allowed where Vinted did not say so', async () => {
    const { clock, reads } = world(() => json({ brands: [] }));
    expect(await clock.settle(reads.brands('x', null))).toEqual({
      ok: true,
      value: { brands: [], customAllowed: false },
    });
  });

  test('nothing typed asks nothing', async () => {
    const { clock, reads, arrived } = world(() => json({}));
    expect(await clock.settle(reads.brands('  ', null))).toMatchObject({ ok: true, value: { brands: [] } });
    expect(arrived).toEqual([]);
  });

  test('a failure keeps its code', async () => {
    const { clock, reads } = world(() => json({}, 401));
    expect(await clock.settle(reads.catalogs())).toMatchObject({
      ok: false,
      error: { code: 'signed_out', reach: 'none', params: { path: '/api/v2/item_upload/catalogs' } },
    });
  });
});

describe('attributes, over a page', () => {
  const USABLE = () => json(example('attributes.response.valid-tshirts'));

  test('are asked as the contract says, and groups of options are flat', async () => {
    const { clock, reads, browser, arrived, sent } = world(() => json({}), USABLE);
    browser.add({});
    const result = await clock.settle(reads.attributes(221));
    expect(arrived).toEqual(['page POST /api/v2/item_upload/attributes']);
    const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, schemas: [common] });
    expect(ajv.validate(request, sent[0]) || ajv.errors).toBe(true);
    const attributes = result.ok ? result.value! : [];
    expect(attributes.map((each) => [each.code, each.required, each.multiple, each.options.length])).toEqual([
      ['condition', true, false, 5],
      ['size', true, false, 6],
      ['material', false, true, 5],
    ]);
  });

  test.each([
    'attributes-emptied.response.valid-liste-vide',
    'attributes-emptied.response.valid-sans-configuration',
  ])('an emptied answer is unknown: %s', async (name) => {
    const emptied = name.endsWith('liste-vide')
      ? { attributes: [] }
      : { attributes: [{ code: 'size', configuration: null }] };
    const { clock, reads, browser } = world(
      () => json({}),
      () => json(emptied),
    );
    browser.add({});
    expect(await clock.settle(reads.attributes(221))).toEqual({ ok: true, value: null });
  });

  test('no tab is opened for them', async () => {
    const { clock, reads, browser, arrived } = world(() => json({}), USABLE);
    expect(await clock.settle(reads.attributes(221))).toMatchObject({
      ok: false,
      error: { code: 'no_page' },
    });
    expect(browser.log).toEqual([]);
    expect(arrived).toEqual([]);
  });

  test('another shape is a change', async () => {
    const { clock, reads, browser } = world(
      () => json({}),
      () => json({ attributes: 'x' }),
    );
    browser.add({});
    expect(await clock.settle(reads.attributes(221))).toMatchObject({
      ok: false,
      error: { code: 'vinted_changed' },
    });
  });
});
