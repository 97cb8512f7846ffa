import { describe, expect, it } from 'vitest';
import type { Draft, ListingFields } from '../drafts/draft.ts';
import { testDraft } from '../drafts/test-draft.ts';
import { UNKNOWN_CATEGORY, type KnownCategory } from './gate.ts';
import { gateFlags, runGate } from './run-gate.ts';
import { testKnowledge } from './test-knowledge.ts';

const rules = (listing: Partial<ListingFields>, category: Partial<KnownCategory> = {}) =>
  runGate(testDraft({ listing }), testKnowledge({ category })).map(
    (finding) => `${finding.level} ${finding.rule}`,
  );
const price = (priceCents: number) =>
  runGate(testDraft({ priceCents }), testKnowledge()).map((finding) => finding.rule);

describe('price', () => {
  it.each([
    [0, ['price_missing']],
    [1, ['price_too_low']],
    [99, ['price_too_low']],
    [100, []],
    [3_000_000, []],
    [3_000_001, ['price_too_high']],
    [1250.5, ['price_not_cents']],
    [Number.NaN, ['price_not_cents']],
    [-100, ['price_too_low']],
  ])('%d cents: %j', (cents, expected) => {
    expect(price(cents)).toEqual(expected);
  });
});

describe('mandatory fields', () => {
  it('passes a draft that has them', () => {
    expect(rules({})).toEqual([]);
  });

  it.each([
    [{ conditionId: null }, 'block condition_missing'],
    [{ packageSizeId: null }, 'block package_missing'],
    [{ sizeId: null }, 'block size_missing'],
    [{ brandId: null, brandLabel: null }, 'block brand_missing'],
    [{ brandId: null, brandLabel: '  ' }, 'block brand_missing'],
    [{ colorIds: [] }, 'block color_missing'],
    [{ colorIds: [1, 2, 3] }, 'block colors_too_many'],
    [{ materialIds: [43, 44, 45, 46] }, 'block materials_too_many'],
  ])('%j: %s', (listing, expected) => {
    expect(rules(listing)).toEqual([expected]);
  });

  it('asks for the category alone before it asks for what hangs on it', () => {
    expect(rules({ catalogId: null, sizeId: null }, UNKNOWN_CATEGORY)).toEqual(['block category_missing']);
  });

  it('wants a leaf where the tree is known', () => {
    expect(rules({}, { isLeaf: false })).toEqual(['block category_not_leaf']);
    expect(rules({}, { isLeaf: null })).toEqual([]);
  });

  it('asks for a size unless the category is known to have none', () => {
    expect(rules({ sizeId: null }, { hasSizes: false })).toEqual([]);
    expect(rules({ sizeId: null }, { hasSizes: null })).toEqual(['block size_missing']);
  });

  it('asks for a colour only where the category is known to', () => {
    expect(rules({ colorIds: [] }, { hasColors: false })).toEqual([]);
    expect(rules({ colorIds: [] }, { hasColors: null })).toEqual([]);
  });

  it('takes "Sans marque" and a brand without an id', () => {
    expect(rules({ brandId: 1, brandLabel: null })).toEqual([]);
    expect(rules({ brandId: null, brandLabel: 'Maison du Coin' })).toEqual([]);
  });

  it('asks for what the category requires', () => {
    const category = {
      requiredAttributes: [
        { code: 'sim_lock', title: 'Verrouillage SIM' },
        { code: 'material', title: 'Matière' },
        { code: 'isbn', title: 'ISBN' },
      ],
    };
    expect(rules({}, category)).toEqual(['block attribute_missing', 'block attribute_missing']);
    expect(rules({ attributes: [{ code: 'sim_lock', ids: [] }], isbn: '9782070360024' }, category)).toEqual([
      'block attribute_missing',
    ]);
    expect(rules({ attributes: [{ code: 'sim_lock', ids: [3] }], isbn: '9782070360024' }, category)).toEqual(
      [],
    );
    expect(
      rules({ attributes: [{ code: 'sim_lock', ids: [3] }], isbn: ' ', materialIds: [] }, category),
    ).toHaveLength(2);
  });

  it('warns of a package size the category does not offer', () => {
    expect(rules({ packageSizeId: 8 })).toEqual(['warn package_not_offered']);
    expect(rules({ packageSizeId: 8 }, { packageSizeIds: null })).toEqual([]);
  });
});

describe('account', () => {
  const account = (accountId: string, signedInAccountId: string | null) =>
    runGate(testDraft({ accountId }), testKnowledge({ signedInAccountId })).map((finding) => finding.rule);

  it('blocks under another account, and not where nobody knows', () => {
    expect(account('www.vinted.fr:1', 'www.vinted.fr:2')).toEqual(['account_other']);
    expect(account('www.vinted.fr:1', 'www.vinted.fr:1')).toEqual([]);
    expect(account('www.vinted.fr:1', null)).toEqual([]);
  });
});

describe('gateFlags', () => {
  const facts = { checkedAt: '2026-11-21T09:00:00.000Z', contentHash: 'f'.repeat(64) };
  const flags = (draft: Draft) => gateFlags(runGate(draft, testKnowledge()), facts);

  it('is ready without blockers, warnings or not', () => {
    expect(flags(testDraft({ title: 'Jean bleu' }))).toMatchObject({
      gate_version: 1,
      publish_ready: true,
      photos_validated: true,
      blockers: [],
      warnings: [{ rule: 'title_short' }],
      checked_at: facts.checkedAt,
      content_hash: facts.contentHash,
      overridden: [],
    });
  });

  it('counts the rules, and tells blocked photos apart', () => {
    const blocked = flags(testDraft({ photos: [], title: '' }));
    expect(blocked.publish_ready).toBe(false);
    expect(blocked.photos_validated).toBe(false);
    expect(blocked.blockers.map((finding) => finding.rule)).toEqual(['photos_none', 'title_empty']);
    expect(blocked.rules_total).toBeGreaterThan(30);
    expect(flags(testDraft({ title: '' })).photos_validated).toBe(true);
  });

  it('survives JSON', () => {
    const blocked = flags(testDraft({ title: 'ROBE NOIRE SANDRO', photos: [] }));
    expect(JSON.parse(JSON.stringify(blocked))).toEqual(blocked);
  });
});
