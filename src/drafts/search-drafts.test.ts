import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertDrafts, manyDrafts } from '../../tests/fixtures/many-drafts.ts';
import { typosOf } from '../../tests/fixtures/one-edit-typos.ts';
import { TYPO_WORDS } from '../../tests/fixtures/wardrobe-words.ts';
import { foldText } from '../shared/fold-text.ts';
import type { Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { addDraft } from './create-draft.ts';
import type { DraftPatch, DraftSummary } from './draft.ts';
import { listDrafts, type DraftPage, type DraftQuery } from './list-drafts.ts';

let store: Store;

function search(text: string, query: Partial<DraftQuery> = {}): DraftPage {
  const whole = { status: 'all', text, sort: 'relevance', cursor: null, limit: 100, ...query } as const;
  const page = store.read((reader) => listDrafts(reader, 'local', whole));
  if (!page.ok) throw new Error(page.error.code);
  return page.value;
}
const references = (text: string, query: Partial<DraftQuery> = {}) =>
  search(text, query).drafts.map((row) => row.reference);

/** Adds drafts in turn: references 1, 2, 3 … */
const add = (...patches: DraftPatch[]) =>
  store.write((tx) =>
    patches.forEach((patch, at) => addDraft(tx, 'local', patch, { now: () => Date.UTC(2026, 10, 21) + at })),
  );

describe('best first', () => {
  beforeEach(async () => (store = await testStore()));

  it('title before brand before the rest, whole words before begun ones, newer before older', async () => {
    await add(
      { title: 'Robe', description: 'style gant' },
      { title: 'Bonnet', labels: { brand: 'Gant' } },
      { title: 'Gantelet de cuir' },
      { title: 'Un gant' },
      { title: 'Robe', description: 'avec gants' },
      { title: 'Deux gant' },
    );
    expect(references('gant')).toEqual([6, 4, 3, 2, 1, 5]);
  });

  it('all words of the title before those that stand apart', async () => {
    await add(
      { title: 'Robe', description: 'en laine noire' },
      { title: 'Robe laine', labels: { color: 'Noire' } },
      { title: 'Robe noire en laine' },
      { title: 'Robe noire' },
      { title: 'Robe laine', labels: { brand: 'Noire' } },
    );
    expect(references('noire robe laine')).toEqual([3, 5, 2, 1]);
  });

  it('what was likely meant, only where the typed word leads nowhere', async () => {
    await add({ title: 'Robe' }, { title: 'Rose' }, { title: 'Baskets Nike' }, { title: 'Jean Levi’s' });
    expect(references('robe')).toEqual([1]);
    expect(references('nkie')).toEqual([3]);
    expect(references('nke')).toEqual([3]);
    expect(references('levis')).toEqual([4]);
    expect(references('lvis')).toEqual([4]);
    expect(references('rpbe baskets')).toEqual([]);
  });

  it('what was likely meant also where known words never meet', async () => {
    await add({ title: 'Bottes noires' }, { title: 'Boîte, botes' });
    expect(references('botes noires')).toEqual([1]);
    const first = search('botes noires', { limit: 1 });
    expect(first).toMatchObject({ total: 1, nextCursor: null });
  });

  it('numbers are never guessed', async () => {
    await add({ title: 'Jean 501' });
    expect(references('502')).toEqual([]);
    expect(references('50')).toEqual([1]);
  });

  it('in any status and in the bin, each apart', async () => {
    await add({ title: 'Robe' }, { title: 'Robe' }, { title: 'Robe' });
    await store.write((tx) => {
      tx.run(
        `UPDATE drafts SET status = 'ready' WHERE piece_id = (SELECT id FROM pieces WHERE reference = 1)`,
      );
      tx.run(
        `UPDATE drafts SET deleted_at = 'x' WHERE piece_id = (SELECT id FROM pieces WHERE reference = 2)`,
      );
    });
    expect(references('robe')).toEqual([3, 1]);
    expect(references('robe', { status: 'ready' })).toEqual([1]);
    expect(references('robe', { status: 'bin' })).toEqual([2]);
    expect(references('roeb', { status: 'bin' })).toEqual([2]);
  });

  it('says where it was found, and shows lines of what a row does not', async () => {
    await add(
      { title: 'Jean Levi’s 501', labels: { brand: 'Levi’s', size: 'M' }, piece: { notes: 'vu à Arles' } },
      { title: 'Pull', description: 'Un pull en laine bouillie' },
    );
    expect(search('levis m').drafts[0]!.hits).toEqual({
      title: [[5, 11]],
      brand: [[0, 6]],
      size: [[0, 1]],
      reference: false,
      excerpt: null,
    });
    expect(search('arles').drafts[0]!.hits!.excerpt).toEqual({ text: 'vu à Arles', ranges: [[5, 10]] });
    expect(search('pull laine').drafts[0]!.hits).toMatchObject({
      title: [[0, 4]],
      excerpt: { text: 'Un pull en laine bouillie', ranges: [[11, 16]] },
    });
    expect(search('#1').drafts[0]!.hits).toMatchObject({ reference: true, excerpt: null });
    expect(search('').drafts[0]!.hits).toBeUndefined();
  });

  it.each([
    '"',
    'a OR',
    'NOT robe',
    '(robe',
    'title:robe*',
    'NEAR/2',
    '-',
    "'",
    '*',
    '^a',
    'robe"; DROP TABLE drafts',
  ])('takes %j as text', async (text) => {
    await add({ title: 'Robe' });
    expect(() => search(text)).not.toThrow();
  });
});

describe('among 1 500 drafts', () => {
  beforeAll(async () => {
    store = await testStore();
    await store.write((tx) => insertDrafts(tx, 'local', manyDrafts(1500)));
  });

  it.each(['relevance', 'updated', 'created', 'title', 'price'] as const)(
    'pages by %s walk through everything found once, also from one tier into the next',
    (sort) => {
      for (const text of ['ma', 'robe noir', 'nkie']) {
        const whole = search(text, { sort, limit: 500 });
        const rows: DraftSummary[] = [];
        let cursor: string | null = null;
        do {
          const page: DraftPage = search(text, { sort, cursor, limit: 97 });
          expect(page.total).toBe(whole.total);
          rows.push(...page.drafts);
          cursor = page.nextCursor;
        } while (cursor);
        expect(rows.length > whole.total).toBe(whole.moreThanTotal);
        expect(rows.length).toBeGreaterThanOrEqual(whole.total);
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        expect(rows.slice(0, 500).map((row) => row.id)).toEqual(whole.drafts.map((row) => row.id));
      }
    },
  );

  it('counts a thousand, and says where there are more', () => {
    // Every description has its measures.
    const page = search('mesures', { limit: 10 });
    expect(page).toMatchObject({ total: 1000, moreThanTotal: true });
    expect(search('mesures', { limit: 10, cursor: page.nextCursor })).toMatchObject({
      total: 1000,
      moreThanTotal: true,
    });
    expect(search('mesures', { limit: 10, sort: 'title' })).toMatchObject({ moreThanTotal: true });
    const few = search('robe');
    expect(few.total).toBeLessThan(1000);
    expect(few.moreThanTotal).toBe(false);
    expect(search('')).toMatchObject({ moreThanTotal: false });
  });

  it('finds 95 of 100 words with one slip of the finger, and little else', () => {
    // Every thirteenth: all kinds of slips, all words.
    const typos = typosOf(TYPO_WORDS).filter((_, at) => at % 13 === 0);
    expect(new Set(typos.map((typo) => typo.slip)).size).toBe(4);
    const missed: string[] = [];
    let [shown, wrong] = [0, 0];
    for (const { word, typed } of typos) {
      const { drafts } = search(typed, { limit: 10 });
      const right = drafts.filter((row) => foldText(JSON.stringify([row.title, row.labels])).includes(word));
      if (right.length === 0) missed.push(`${typed} for ${word}`);
      shown += drafts.length;
      wrong += drafts.length - right.length;
    }
    expect(missed.length / typos.length, missed.join(', ')).toBeLessThan(0.05);
    expect(wrong / shown).toBeLessThan(0.05);
  });
});
