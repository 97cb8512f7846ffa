import { beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { knownCategory } from './known-category.ts';
import { createReferenceReader } from './reference-reader.ts';
import type { CategoryDetail, ReferenceReader } from './reference.ts';
import type { CatalogNode, VintedReads } from './vinted-reads.ts';

const DAY = 24 * 3_600_000;
const TREE: CatalogNode[] = [
  {
    id: 1904,
    title: 'Femmes',
    code: null,
    catalogs: [
      {
        id: 4,
        title: 'Vêtements',
        code: null,
        catalogs: [{ id: 221, title: 'T-shirts', code: null, catalogs: [] }],
      },
      { id: 2312, title: 'Livres', code: null, catalogs: [] },
    ],
  },
];
const SIZE = {
  code: 'size',
  title: 'Taille',
  required: true,
  multiple: false,
  options: [{ id: 4, title: 'M' }],
};
const SIM = { code: 'sim_lock', title: 'Verrouillage SIM', required: true, multiple: false, options: [] };

/** For tests: Vinted as the reads see it; offline at the flick of a switch, and every question is counted. */
class Reads implements VintedReads {
  online = true;
  asked: string[] = [];
  tree = TREE;
  attributesOf: CategoryDetail['attributes'] = [SIZE, SIM];
  sizes: { id: number; caption: string; sizes: { id: number; title: string }[] }[] = [
    { id: 1, caption: 'Tailles', sizes: [{ id: 4, title: 'M / 38' }] },
  ];
  brandsOf = [
    { id: 53, title: 'Nike' },
    { id: 1, title: 'Sans marque' },
  ];

  private answer<T>(question: string, value: T): Promise<Result<T>> {
    this.asked.push(question);
    return Promise.resolve(this.online ? ok(value) : fail(appError('network', { reach: 'none' })));
  }
  catalogs = () => this.answer('catalogs', this.tree);
  sizeGroups = (id: number) => this.answer(`sizes ${id}`, this.sizes);
  packageSizes = (id: number) => this.answer(`packages ${id}`, [{ id: 1, title: 'Petit' }]);
  attributes = (id: number) => this.answer(`attributes ${id}`, this.attributesOf);
  brands = (text: string, id: number | null) =>
    this.answer(`brands ${text} ${id}`, { brands: this.brandsOf, customAllowed: false });
}

let store: Store;
let reads: Reads;
let nowMs: number;
let reference: ReferenceReader;
const restart = () => (reference = createReferenceReader({ store, reads, clock: { now: () => nowMs } }));
const known = (id: number) => store.read((reader) => knownCategory(reader, 'www.vinted.fr', id));

beforeEach(async () => {
  store = await testStore();
  reads = new Reads();
  nowMs = Date.parse('2026-11-21T10:00:00.000Z');
  restart();
});

describe('categories', () => {
  it('are asked once, kept, and found offline after a restart', async () => {
    const first = await reference.searchCategories('tshirt');
    expect(first).toEqual({
      known: true,
      categories: [{ id: 221, title: 'T-shirts', path: 'Femmes › Vêtements › T-shirts' }],
    });
    reads.online = false;
    restart();
    expect(await reference.searchCategories('T-SHIRTS')).toEqual(first);
    expect(reads.asked).toEqual(['catalogs']);
  });

  it('are unknown, not empty, where Vinted was never reached; asked again after a pause', async () => {
    reads.online = false;
    expect(await reference.searchCategories('robe')).toEqual({ known: false, categories: [] });
    expect(await reference.searchCategories('robes')).toEqual({ known: false, categories: [] });
    expect(reads.asked).toEqual(['catalogs']);
    reads.online = true;
    nowMs += 10_000;
    expect((await reference.searchCategories('livres')).categories).toHaveLength(1);
  });

  it('ask one question for two searches at once', async () => {
    const both = await Promise.all([reference.searchCategories('livre'), reference.searchCategories('livr')]);
    expect(both.map((found) => found.categories.length)).toEqual([1, 1]);
    expect(reads.asked).toEqual(['catalogs']);
  });

  it('serve from the old tree at once while a new one comes, after a week', async () => {
    await reference.searchCategories('livre');
    reads.tree = [
      {
        id: 1904,
        title: 'Femmes',
        code: null,
        catalogs: [{ id: 9, title: 'Livres d’art', code: null, catalogs: [] }],
      },
    ];
    nowMs += 7 * DAY - 1;
    await reference.searchCategories('livre');
    expect(reads.asked).toHaveLength(1);
    nowMs += 1;
    expect((await reference.searchCategories('livre')).categories[0]?.id).toBe(2312);
    await expect
      .poll(async () => (await reference.searchCategories('livre')).categories.map(({ id }) => id))
      .toEqual([9]);
    expect(known(2312).isLeaf).toBe(null);
  });

  it('keep the old tree where the new one comes empty or not at all', async () => {
    await reference.searchCategories('livre');
    nowMs += 8 * DAY;
    reads.tree = [];
    expect((await reference.searchCategories('livre')).known).toBe(true);
    reads.online = false;
    nowMs += DAY;
    expect((await reference.searchCategories('livre')).categories).toHaveLength(1);
  });
});

describe('one category', () => {
  it('is asked for what it has, once a week, and told from the cache', async () => {
    const detail = await reference.category(221);
    expect(detail).toEqual({
      id: 221,
      path: 'Femmes › Vêtements › T-shirts',
      sizes: [{ caption: 'Tailles', sizes: [{ id: 4, title: 'M / 38' }] }],
      packageSizes: [{ id: 1, title: 'Petit' }],
      attributes: [SIZE, SIM],
      seenAt: '2026-11-21T10:00:00.000Z',
    });
    reads.online = false;
    restart();
    expect(await reference.category(221)).toEqual(detail);
    expect(reads.asked).toEqual(['catalogs', 'sizes 221', 'packages 221', 'attributes 221']);
    reads.online = true;
    nowMs += 7 * DAY;
    expect((await reference.category(221)).seenAt).toBe('2026-11-28T10:00:00.000Z');
  });

  it('is unknown part by part, never guessed', async () => {
    reads.online = false;
    expect(await reference.category(221)).toEqual({
      id: 221,
      path: '',
      sizes: null,
      packageSizes: null,
      attributes: null,
      seenAt: null,
    });
    expect(known(221)).toEqual({
      isLeaf: null,
      hasSizes: null,
      hasColors: null,
      requiredAttributes: null,
      packageSizeIds: null,
    });
  });

  it('keeps an emptied answer out of the cache and asks again', async () => {
    reads.attributesOf = null;
    expect((await reference.category(221)).attributes).toBe(null);
    reads.attributesOf = [SIZE];
    expect((await reference.category(221)).attributes).toEqual([SIZE]);
  });
});

describe('what the gate knows', () => {
  it('is what Vinted said', async () => {
    await reference.category(221);
    expect(known(221)).toEqual({
      isLeaf: true,
      hasSizes: true,
      hasColors: true,
      requiredAttributes: [{ code: 'sim_lock', title: 'Verrouillage SIM' }],
      packageSizeIds: [1],
    });
    expect(known(4).isLeaf).toBe(false);
  });

  it('goes by the form where size groups say otherwise', async () => {
    reads.attributesOf = [SIM];
    await reference.category(2312);
    expect(known(2312)).toMatchObject({ hasSizes: false, hasColors: null });
  });

  it('goes by size groups where the form is unknown', async () => {
    reads.attributesOf = null;
    reads.sizes = [];
    await reference.category(2312);
    expect(known(2312)).toMatchObject({ hasSizes: false, hasColors: null, requiredAttributes: null });
  });

  it('expects a colour where there is a material', async () => {
    reads.attributesOf = [
      { code: 'material', title: 'Matière', required: false, multiple: true, options: [] },
    ];
    await reference.category(156);
    expect(known(156)).toMatchObject({ hasSizes: false, hasColors: true, requiredAttributes: [] });
  });
});

describe('brands', () => {
  const SANS = { id: 1, title: 'Sans marque' };

  it('offer "Sans marque" first where nothing is typed or it fits, once', async () => {
    expect(await reference.brands('', 221)).toEqual({ brands: [SANS], customAllowed: true });
    expect(reads.asked).toEqual([]);
    expect((await reference.brands('SANS', 221)).brands[0]).toEqual(SANS);
    expect((await reference.brands('sans', 221)).brands.filter((brand) => brand.id === 1)).toHaveLength(1);
    expect((await reference.brands('ni', 221)).brands).toEqual([{ id: 53, title: 'Nike' }]);
  });

  it('are asked once per word and category, and kept', async () => {
    expect(await reference.brands('Nike', 221)).toEqual({
      brands: [{ id: 53, title: 'Nike' }],
      customAllowed: false,
    });
    await reference.brands(' nike ', 221);
    await reference.brands('nike', 5);
    expect(reads.asked).toEqual(['brands Nike 221', 'brands nike 5']);
  });

  it('are found offline among all ever seen, beginnings first', async () => {
    reads.brandsOf = [
      { id: 2, title: 'Maison Ébène' },
      { id: 3, title: 'Ébéniste' },
    ];
    await reference.brands('maison', 221);
    reads.online = false;
    expect((await reference.brands('eben', 221)).brands.map((brand) => brand.id)).toEqual([3, 2]);
    expect((await reference.brands('zzz', 221)).brands).toEqual([]);
  });
});
