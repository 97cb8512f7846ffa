import { beforeEach, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { indexRepository } from './index-repository.ts';
import { likelyWords } from './likely-words.ts';
import { forgetWords, tendIndex } from './tend-index.ts';

let store: Store;
beforeEach(async () => (store = await testStore()));

const add = (id: string, title: string) =>
  store.write((tx) =>
    tx.run(`INSERT INTO drafts (id, user_id, title, price) VALUES ($id, 'local', $title, 0)`, {
      $id: id,
      $title: title,
    }),
  );
const sum = (sql: string) => store.read((reader) => reader.get<{ n: number }>(sql)!.n);
const deps = () => ({ store, goOn: () => true });

it('guesses the same before and after a word is learned', async () => {
  await add('a', 'Baskets Nike');
  expect(store.read((reader) => likelyWords(reader, 'nkie'))).toEqual(['nike']);
  expect(sum('SELECT count(*) AS n FROM search_slips')).toBe(0);
  await tendIndex(deps());
  expect(sum('SELECT count(*) AS n FROM search_words WHERE learned = 0')).toBe(0);
  expect(sum('SELECT count(*) AS n FROM search_slips')).toBeGreaterThan(8);
  expect(store.read((reader) => likelyWords(reader, 'nkie'))).toEqual(['nike']);
});

it('does nothing where nothing is to do, and stops when told', async () => {
  expect(await tendIndex(deps())).toBe(0);
  await add('a', 'Robe');
  expect(await tendIndex({ store, goOn: () => false })).toBe(0);
  expect(await tendIndex(deps())).toBe(1);
  expect(await tendIndex(deps())).toBe(0);
});

it('merges before FTS4 has to', async () => {
  for (let i = 0; i < 15; i++) await add(`d${i}`, `Robe ${i}`);
  expect(store.read((reader) => indexRepository.mostSegments(reader))).toBe(15);
  await tendIndex(deps());
  expect(store.read((reader) => indexRepository.mostSegments(reader))).toBeLessThan(8);
  expect(
    store.read((reader) => reader.all(`SELECT docid FROM draft_search WHERE draft_search MATCH 'robe'`)),
  ).toHaveLength(15);
});

it('forgets words that no text holds any more, and only those', async () => {
  await add('a', 'Robe Zara');
  await add('b', 'Robe Mango');
  await tendIndex(deps());
  await store.write((tx) => tx.run(`DELETE FROM drafts WHERE id = 'b'`));
  expect(await forgetWords(deps())).toBe(1);
  const words = store.read((reader) =>
    reader.all<{ word: string }>('SELECT word FROM search_words ORDER BY word'),
  );
  expect(words.map((row) => row.word)).toEqual(['robe', 'zara']);
  expect(
    sum(`SELECT count(*) AS n FROM search_slips WHERE word_id NOT IN (SELECT id FROM search_words)`),
  ).toBe(0);
});
