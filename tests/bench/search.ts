/**
 * npm run bench:search [-- --json FILE] [--sizes 10000,100000] [--rounds N]: search and lists over a synthetic wardrobe, in
 * the SQLite of the product, in memory, in Node. Nothing is asserted: machines differ.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { countDrafts } from '../../src/drafts/count-drafts.ts';
import { listDrafts, type DraftQuery } from '../../src/drafts/list-drafts.ts';
import { findWords, pageByRelevance } from '../../src/drafts/search-drafts.ts';
import { queryWords } from '../../src/search/query-words.ts';
import { tendIndex } from '../../src/search/tend-index.ts';
import { foldText } from '../../src/shared/fold-text.ts';
import type { Store } from '../../src/store/store.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { insertDrafts, manyDrafts } from '../fixtures/many-drafts.ts';
import { typosOf } from '../fixtures/one-edit-typos.ts';
import { TYPO_WORDS } from '../fixtures/wardrobe-words.ts';
import { bareStore, type BareStore } from './bare-store.ts';

const QUERIES = {
  word: 'robe jupe zara nike laine noir sézane écharpe pantalon levis cuir bottines veja soie boutique fleurs #0127 127 cœur quechua'.split(' '),
  prefix: 'r ro rob pan z ni éc mar bot séz ad a pu ch chem vin doub l man te'.split(' '),
  two_words: ['robe noire', 'pull laine', 'jean levis', 'nike noir', 'robe zara', 'veste cuir', 'manteau laine', 'bottines cuir', 'robe fleurs', 'pull marine col', 'noir laine', 'taille m', 'robe soie bleu', 'tshirt coton', 'écharpe cachemire'],
  typo: 'nkie levsi sezzane robbe pantlon longchmp adidsa lacote chemsie echrpe bottnes vejaa manteu hermse cachemrie dudoune'.split(' '),
}; // prettier-ignore
const SORTS = ['relevance', 'created', 'title', 'price'] as const;
const STATUSES = ['all', 'ready', 'manual', 'bin'] as const;
const PAGE = 100;
const COMMITS = 500;

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    sizes: { type: 'string', default: '10000,100000' },
    rounds: { type: 'string', default: '5' },
  },
});
const rounds = Number(values.rounds);

function percentiles(times: readonly number[]): { p50_ms: number; p95_ms: number; max_ms: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 100) / 100;
  return { p50_ms: at(0.5), p95_ms: at(0.95), max_ms: at(1) };
}

function timed<T>(run: () => T): { ms: number; value: T } {
  const from = performance.now();
  const value = run();
  return { ms: performance.now() - from, value };
}

const page = (store: BareStore, query: Partial<DraftQuery>) =>
  store.read((reader) => {
    const whole = {
      status: 'all',
      text: '',
      sort: 'relevance',
      cursor: null,
      limit: PAGE,
      ...query,
    } as const;
    const found = listDrafts(reader, 'local', whole);
    countDrafts(reader, 'local');
    if (!found.ok) throw new Error(found.error.code);
    return found.value;
  });

/** Ids and their order of the first page, and the total. */
const rank = (store: BareStore, text: string) =>
  store.read((reader) => {
    const { words, total } = findWords(reader, 'local', 'all', queryWords(text), null);
    return total === 0 ? [] : pageByRelevance(reader, 'local', 'all', words, null, PAGE + 1);
  });

function measureSearch(store: BareStore) {
  return Object.fromEntries(
    Object.entries(QUERIES).map(([kind, texts]) => {
      const [ranked, pages]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        for (const text of texts) {
          ranked.push(timed(() => rank(store, text)).ms);
          pages.push(timed(() => page(store, { text })).ms);
        }
      }
      return [kind, { ids_and_rank: percentiles(ranked), whole_page: percentiles(pages) }];
    }),
  );
}

function measureLists(store: BareStore) {
  return Object.fromEntries(
    STATUSES.flatMap((status) =>
      SORTS.map((sort) => {
        const times = Array.from({ length: rounds }, () => timed(() => page(store, { status, sort })).ms);
        return [`${status}, by ${sort === 'relevance' ? 'updated' : sort}`, percentiles(times)];
      }),
    ),
  );
}

function measureTypos(store: BareStore) {
  const typos = typosOf(TYPO_WORDS);
  const found: Record<string, { typos: number; found: number }> = {};
  let [shown, wrong] = [0, 0];
  const times: number[] = [];
  for (const { word, typed, slip } of typos) {
    const { ms, value } = timed(() => page(store, { text: typed, limit: 10 }));
    times.push(ms);
    const right = value.drafts.filter((row) =>
      foldText(JSON.stringify([row.title, row.labels])).includes(word),
    );
    const kind = (found[slip] ??= { typos: 0, found: 0 });
    kind.typos++;
    if (right.length > 0) kind.found++;
    shown += value.drafts.length;
    wrong += value.drafts.length - right.length;
  }
  const all = Object.values(found).reduce((sum, kind) => sum + kind.found, 0);
  return {
    words: TYPO_WORDS.length,
    typos: typos.length,
    recall: Math.round((all / typos.length) * 10_000) / 10_000,
    by_slip: found,
    rows_shown: shown,
    false_hits: wrong,
    page_of_ten: percentiles(times),
  };
}

/** Edits of one draft each, with the upkeep of idle moments between every hundred; the pages each commit changed. */
async function measureCommits(store: BareStore) {
  const ids = store.read((reader) =>
    reader.all<{ id: string }>(`SELECT id FROM drafts ORDER BY id LIMIT $n`, { $n: COMMITS }),
  );
  const [times, dirty, idle]: [number[], number[], number[]] = [[], [], []];
  store.changedPages();
  const watched: Pick<Store, 'read' | 'write'> = {
    read: store.read,
    write: async (change) => {
      const value = await store.write(change);
      idle.push(store.changedPages());
      return value;
    },
  };
  for (const [at, { id }] of ids.entries()) {
    const from = performance.now();
    await store.write((tx) =>
      tx.run(`UPDATE drafts SET title = title || ' lot' || $at WHERE id = $id`, { $at: at, $id: id }),
    );
    times.push(performance.now() - from);
    dirty.push(store.changedPages());
    if (at % 100 === 99) await tendIndex({ store: watched, goOn: () => true });
  }
  const sorted = dirty.toSorted((a, b) => a - b);
  return {
    commits: COMMITS,
    sql: percentiles(times),
    pages_p50: sorted[Math.floor(sorted.length / 2)],
    pages_p95: sorted[Math.floor(sorted.length * 0.95)],
    pages_max: sorted.at(-1),
    idle_steps: idle.length,
    idle_pages_max: Math.max(0, ...idle),
  };
}

const report: Record<string, unknown> = {
  date: new Date().toISOString(),
  runtime: `node ${process.version}`,
  load: loadavg().map((load) => Math.round(load * 10) / 10),
};
for (const size of values.sizes.split(',').map(Number)) {
  const before = migrations.findIndex((step) => step.name === 'search');
  let [plainBytes, indexedAt] = [0, 0];
  const store = await bareStore(before, async (plain) => {
    await plain.write((tx) => insertDrafts(tx, 'local', manyDrafts(size)));
    plainBytes = plain.sizeBytes();
    indexedAt = performance.now();
  });
  const buildMs = Math.round(performance.now() - indexedAt);
  const words = store.read(
    (reader) => reader.get<{ n: number }>('SELECT count(*) AS n FROM search_words')!.n,
  );
  report[`drafts_${size}`] = {
    build_ms: buildMs,
    plain_mb: Math.round(plainBytes / 1e5) / 10,
    index_mb: Math.round((store.sizeBytes() - plainBytes) / 1e5) / 10,
    vocabulary: words,
    search: measureSearch(store),
    lists_first_page: measureLists(store),
    typos: measureTypos(store),
    one_row_reindex: await measureCommits(store),
  };
  store.connection.close();
}
console.log(JSON.stringify(report, null, 2));
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
