import { beforeEach, describe, expect, it } from 'vitest';
import { ownerId } from '../../accounts/known-account.ts';
import { addDraft } from '../../drafts/create-draft.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import { createReferenceReader } from '../../reference/reference-reader.ts';
import type { VintedReads } from '../../reference/vinted-reads.ts';
import { ok } from '../../shared/result.ts';
import type { ChangeEvent, Store } from '../../store/store.ts';
import { testStore } from '../../store/test-store.ts';
import { referenceHandlers, type ReferenceContext } from './reference-handlers.ts';
import { asPage, valueOf } from './test-ask.ts';

const clock = { now: () => Date.parse('2026-11-21T10:00:00.000Z'), sleep: async () => {} };
const reads: VintedReads = {
  catalogs: () => Promise.resolve(ok([{ id: 2312, title: 'Livres', code: null, catalogs: [] }])),
  sizeGroups: () => Promise.resolve(ok([])),
  packageSizes: () => Promise.resolve(ok([{ id: 1, title: 'Petit' }])),
  attributes: () => Promise.resolve(ok([])),
  brands: () => Promise.resolve(ok({ brands: [{ id: 53, title: 'Nike' }], customAllowed: true })),
};

let store: Store;
let context: ReferenceContext;
const ask = asPage<ReferenceContext, typeof referenceHandlers>(referenceHandlers, () => context);

beforeEach(async () => {
  store = await testStore();
  const reference = createReferenceReader({ store, reads, clock });
  context = { store, clock, reference, accountId: () => store.read(ownerId) };
});

describe('reference', () => {
  it('answers in the shapes of the routes', async () => {
    expect(valueOf(await ask('reference.searchCategories', { text: 'livre' }))).toEqual({
      known: true,
      categories: [{ id: 2312, title: 'Livres', path: 'Livres' }],
    });
    expect(valueOf(await ask('reference.brands', { text: 'nik', catalogId: null }))).toEqual({
      brands: [{ id: 53, title: 'Nike' }],
      customAllowed: true,
    });
    expect(valueOf(await ask('reference.category', { catalogId: 2312 }))).toMatchObject({
      path: 'Livres',
      sizes: [],
    });
  });

  it('judges the drafts of a category again when something new is learned of it, and only then', async () => {
    const id = await store.write((tx) => addDraft(tx, 'local', { listing: { catalogId: 2312 } }, clock));
    const rules = () =>
      store.read((reader) => readDraft(reader, 'local', id))!.flags!.blockers.map((found) => found.rule);
    expect(rules()).toContain('size_missing');
    const events: ChangeEvent[] = [];
    store.onChange((changes) => events.push(...changes));
    await ask('reference.category', { catalogId: 2312 });
    expect(rules()).not.toContain('size_missing');
    expect(events).toContainEqual({ name: 'drafts.changed', ids: [id] });
    const generation = store.status().generation;
    await ask('reference.category', { catalogId: 2312 });
    expect(store.status().generation).toBe(generation);
  });

  it('has the basics: 29 colours, conditions, materials, three package sizes', async () => {
    const basics = valueOf(await ask('reference.basics'));
    expect(basics.colors).toHaveLength(29);
    expect(basics.conditions.map((condition) => condition.id)).toEqual([6, 1, 2, 3, 4]);
    expect(basics.conditions.every((condition) => condition.explanation.length > 10)).toBe(true);
    expect(basics.materials).toHaveLength(54);
    expect(basics.packageSizes.map((size) => size.title)).toEqual(['Petit', 'Moyen', 'Grand']);
    for (const list of Object.values(basics)) {
      expect(new Set(list.map((entry) => entry.id)).size).toBe(list.length);
      expect(new Set(list.map((entry) => entry.title)).size).toBe(list.length);
    }
  });
});
