import { beforeAll, expect, it } from 'vitest';
import { insertDrafts, manyDrafts } from '../../tests/fixtures/many-drafts.ts';
import { matchAll } from '../search/match-expression.ts';
import { queryWords } from '../search/query-words.ts';
import { likelyWords } from '../search/likely-words.ts';
import type { Reader, SqlParams, Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { countDrafts } from './count-drafts.ts';
import { draftListRepository, type ListOrder, type ListStatus } from './draft-list-repository.ts';
import { draftRepository } from './draft-repository.ts';
import { draftSearchRepository } from './draft-search-repository.ts';

let store: Store;
beforeAll(async () => {
  store = await testStore();
  await store.write((tx) => insertDrafts(tx, 'local', manyDrafts(50)));
});

/** SQLite's plans of every statement that runs in `read`. */
function plansOf(read: (reader: Reader) => unknown): string[] {
  return store.read((reader) => {
    const plans: string[] = [];
    const explain = (sql: string, params?: SqlParams) =>
      plans.push(
        reader
          .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)
          .map((row) => row.detail)
          .join('; '),
      );
    read({
      all: (sql, params) => (explain(sql, params), reader.all(sql, params)),
      get: (sql, params) => (explain(sql, params), reader.get(sql, params)),
    });
    return plans;
  });
}

/** A walk through a whole table, or through all drafts of an account. An index in the order asked stops at the limit. */
// A subquery that stops at a limit is walked as it is made.
const SCAN = /SCAN (?!\w+ (VIRTUAL TABLE|USING )|\(subquery)|SEARCH [dmp] USING [^;]*\(user_id=\?\)/;

const STATUSES: ListStatus[] = ['all', 'ready', 'bin'];
const ORDERS: ListOrder[] = ['updated', 'created', 'title', 'price'];
const lists = STATUSES.flatMap((status) => ORDERS.map((order) => [status, order] as const));

it.each(lists)('a page of %s by %s walks an index and stops', (status, order) => {
  const list = draftListRepository('local');
  for (const behind of [false, true]) {
    const first = store.read((reader) => list.page(reader, { status, order, expression: null }, null, 2));
    const after = behind ? (first[0] ?? { value: order === 'title' ? '' : 0, tie: 0 }) : null;
    const [plan] = plansOf((reader) => list.page(reader, { status, order, expression: null }, after, 10));
    expect(plan).not.toMatch(SCAN);
    // What is in the bin by time of change is few and sorted; nothing else is.
    if (!(status === 'bin' && order === 'updated')) expect(plan).not.toContain('TEMP B-TREE');
  }
});

it.each(lists)('a search in %s by %s starts at the index', (status, order) => {
  const expression = matchAll(queryWords('robe'));
  const page = (reader: Reader) =>
    draftListRepository('local').page(reader, { status, order, expression }, null, 10);
  const [plan] = plansOf(page);
  expect(plan).not.toMatch(SCAN);
  expect(plan).toMatch(/^SCAN s VIRTUAL TABLE/);
});

it('rows, counts, pages of a search and guesses look up what they need', () => {
  const ids = store
    .read((reader) => reader.all<{ id: string }>('SELECT id FROM drafts LIMIT 5'))
    .map((row) => row.id);
  const drafts = draftSearchRepository('local');
  const plans = plansOf((reader) => {
    draftListRepository('local').summaries(reader, ids);
    draftRepository('local').findMany(reader, ids);
    drafts.hiddenTexts(reader, ids);
    drafts.page(reader, 'all', 'robe', 1000, 10);
    drafts.count(reader, 'ready', 'robe', 10);
    countDrafts(reader, 'local');
    likelyWords(reader, 'nkie');
  });
  expect(plans.length).toBeGreaterThan(8);
  for (const plan of plans) expect(plan).not.toMatch(SCAN);
  expect(plans[3 + 1]).not.toContain('TEMP B-TREE');
});
