import { beforeEach, describe, expect, it } from 'vitest';
import { foldText } from '../../shared/fold-text.ts';
import { systemClock } from '../../shared/clock.ts';
import { applyMigrations } from '../migrate.ts';
import type { SqlValue, Store } from '../store.ts';
import { Connection } from '../connection.ts';
import { testSqlite, testStore } from '../test-store.ts';
import { migrations } from './index.ts';

let store: Store;
beforeEach(async () => (store = await testStore()));

const run = (sql: string, params: SqlValue[] = []) => store.write((tx) => tx.run(sql, params));
const all = <Row extends object>(sql: string, params: SqlValue[] = []) =>
  store.read((reader) => reader.all<Row>(sql, params));
const draft = (id: string, title: string, more: Record<string, SqlValue> = {}) => {
  const row = { id, user_id: 'local', title, price: 12, ...more };
  const names = Object.keys(row);
  return run(
    `INSERT INTO drafts (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    Object.values(row),
  );
};
const piece = (id: string, reference: number, notes: string) =>
  run(`INSERT INTO pieces (id, user_id, reference, notes) VALUES (?, 'local', ?, ?)`, [id, reference, notes]);
const found = (expression: string) =>
  all<{ id: string }>(
    `SELECT m.draft_id AS id FROM draft_search s JOIN draft_docs m ON m.docid = s.docid
     WHERE draft_search MATCH ? ORDER BY m.docid`,
    [expression],
  ).map((row) => row.id);

/** FTS4 compares the index with what the texts say now; it throws where they differ. */
const checkIndex = () => run(`INSERT INTO draft_search (draft_search) VALUES ('integrity-check')`);

async function checkTables(): Promise<void> {
  await checkIndex();
  const told = all(`SELECT user_id, shelf, drafts FROM draft_shelves WHERE drafts <> 0 ORDER BY 1, 2`);
  const real = all(
    `SELECT user_id, CASE WHEN deleted_at IS NULL THEN status ELSE 'bin' END AS shelf, count(*) AS drafts
     FROM drafts GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  expect(told).toEqual(real);
  const odd = all(
    `SELECT d.id FROM drafts d LEFT JOIN draft_docs m ON m.draft_id = d.id LEFT JOIN draft_places p ON p.docid = m.docid
       LEFT JOIN draft_shelves s ON s.id = p.shelf_id
     WHERE p.price_cents IS NOT CAST(round(d.price * 100) AS INTEGER) OR s.user_id IS NOT d.user_id
       OR s.shelf IS NOT CASE WHEN d.deleted_at IS NULL THEN d.status ELSE 'bin' END`,
  );
  expect(odd).toEqual([]);
  expect(all('SELECT docid FROM draft_places')).toHaveLength(all('SELECT id FROM drafts').length);
  expect(all('SELECT docid FROM draft_docs')).toHaveLength(all('SELECT id FROM drafts').length);
}

describe('what is found', () => {
  it.each([
    ['hopital', 'HÔPITAL'],
    ['coeur', 'Cœur'],
    ['oeuvre', 'ŒUVRE'],
    ['caesar', 'Cæsar'],
    ['grosse', 'Größe'],
    ['ete', 'L’été'],
    ['levis', 'Levi’s'],
    ['levis', "Levi's"],
    ['levi s', 'Leviʼs'],
    ['tshirt', 'T-shirt'],
    ['shirt', 'T-shirt'],
  ])('%j in %j', async (expression, title) => {
    await draft('a', title);
    await draft('b', 'Autre chose');
    expect(found(expression)).toEqual(['a']);
  });

  it('every text of a draft and its piece', async () => {
    await piece('p', 127, 'vu à Arles');
    await draft('a', 'Robe', {
      piece_id: 'p',
      description: 'en soie',
      brand: 'Sézane',
      color: 'Prune',
      size: 'M',
      category: 'Femmes',
    });
    for (const word of [
      'robe',
      'soie',
      'sezane',
      'prune',
      'm',
      'femmes',
      'arles',
      '0127',
      '127',
      'reference:127',
    ])
      expect(found(word), word).toEqual(['a']);
  });

  it('letters as a search folds them: Latin ones, and as many others as SQLite knows', () => {
    const differ: string[] = [];
    for (let code = 0xc0; code <= 0x17f; code++) {
      const letter = String.fromCodePoint(code);
      if (!/\p{L}/u.test(letter)) continue;
      const [row] = all<{ token: string }>(
        `SELECT token FROM draft_tokens WHERE input = (SELECT replace(replace(replace(replace(replace(?, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'))`,
        [letter],
      );
      if (row?.token !== foldText(letter)) differ.push(letter);
    }
    // In no French word: the letters of others that are two in one.
    expect(differ.join('')).toBe('ĲĳĿŀŉ');
  });
});

describe('kept right', () => {
  it('through edits, moves, the bin, a new owner and deletion', async () => {
    await piece('p', 1, 'grenier');
    await draft('a', 'Robe rouge', { piece_id: 'p' });
    await run(`UPDATE drafts SET title = 'Jupe verte' WHERE id = 'a'`);
    expect([found('robe'), found('jupe')]).toEqual([[], ['a']]);
    await run(`UPDATE pieces SET notes = 'cave'`);
    expect([found('grenier'), found('cave')]).toEqual([[], ['a']]);
    await run(`UPDATE drafts SET status = 'ready'`);
    await run(`UPDATE drafts SET deleted_at = 'x'`);
    await checkTables();
    await run(`UPDATE users SET id = 'www.vinted.fr:7'`);
    await checkTables();
    expect(
      all('SELECT drafts FROM draft_shelves WHERE user_id = ? AND shelf = ?', ['www.vinted.fr:7', 'bin']),
    ).toEqual([{ drafts: 1 }]);
    await run(`DELETE FROM pieces`);
    expect([found('cave'), found('jupe')]).toEqual([[], ['a']]);
    await checkTables();
    await run(`DELETE FROM drafts`);
    await checkTables();
    expect(found('jupe')).toEqual([]);
  });

  it('when an account goes with all that is its own', async () => {
    await piece('p', 1, 'grenier');
    await draft('a', 'Robe', { piece_id: 'p' });
    await run(`DELETE FROM users`);
    await checkTables();
    expect(found('robe OR grenier')).toEqual([]);
  });

  it('when a transaction fails in the middle', async () => {
    await draft('a', 'Robe');
    const failing = store.write((tx) => {
      tx.run(`UPDATE drafts SET title = 'Jupe'`);
      tx.run(`INSERT INTO drafts (id, user_id, title, price) VALUES ('b', 'local', 'Pull', 1)`);
      tx.run(`INSERT INTO drafts (id, user_id, title, price) VALUES ('b', 'local', 'Pull', 1)`);
    });
    await expect(failing).rejects.toThrow('UNIQUE');
    expect(found('robe')).toEqual(['a']);
    expect(found('jupe OR pull')).toEqual([]);
    await checkTables();
  });

  it('counts rows as the statement changed them', async () => {
    await draft('a', 'Robe');
    await draft('b', 'Robe');
    expect(await run(`UPDATE drafts SET title = title || ' neuve', status = 'ready'`)).toBe(2);
    expect(await run(`DELETE FROM drafts`)).toBe(2);
  });

  it('writes nothing to the index where no text changed', async () => {
    await draft('a', 'Robe');
    const segments = () => all('SELECT * FROM draft_search_segdir').length;
    const before = segments();
    await run(`UPDATE drafts SET title = title, status = 'ready', price = 3, updated_at = 'x'`);
    expect(segments()).toBe(before);
    await checkTables();
  });

  it('notices an index that is wrong', async () => {
    await draft('a', 'Robe');
    await run(`DROP TRIGGER draft_search_edit`);
    await run(`UPDATE drafts SET title = 'Jupe'`);
    await expect(checkIndex()).rejects.toThrow();
  });
});

it('builds the same from a database that had none as from drafts that came later', async () => {
  const connection = new Connection((await testSqlite()).open(null).database);
  const at = migrations.findIndex((step) => step.name === 'search');
  const fill = `INSERT INTO users (id, domain) VALUES ('local', 'x');
    INSERT INTO pieces (id, user_id, reference, notes) VALUES ('p', 'local', 3, 'cave');
    INSERT INTO drafts (id, user_id, title, price, piece_id, created_at) VALUES
      ('b', 'local', 'Écharpe d’été', 4.35, 'p', '2026-01-02T00:00:00.123Z'), ('a', 'local', 'Robe', 0, NULL, '2026-01-01T00:00:00.000Z');
    UPDATE drafts SET deleted_at = 'x' WHERE id = 'a';`;
  const contents = () =>
    ['draft_shelves', 'draft_docs', 'draft_places', 'search_words'].map((table) =>
      connection.all(`SELECT * FROM ${table}`).map((row) => ({ ...row, learned: 0, id: 0 })),
    );
  connection.script('PRAGMA query_only=OFF');
  applyMigrations(connection, migrations.slice(0, at), systemClock);
  connection.script(`PRAGMA query_only=OFF; ${fill}`);
  applyMigrations(connection, migrations.slice(at), systemClock);
  connection.script(
    `PRAGMA query_only=OFF; INSERT INTO draft_search (draft_search) VALUES ('integrity-check')`,
  );
  const [shelves, docs, places, words] = contents();
  expect(shelves).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ shelf: 'bin', drafts: 1 }),
      expect.objectContaining({ shelf: 'pending', drafts: 1 }),
    ]),
  );
  expect(docs!.map((row) => [row['draft_id' as never], row['title_key' as never]])).toEqual([
    ['a', 'robe'],
    ['b', 'echarpe d ete'],
  ]);
  expect(places!.map((row) => [row['price_cents' as never], row['created_ms' as never]])).toEqual([
    [0, Date.parse('2026-01-01T00:00:00.000Z')],
    [435, Date.parse('2026-01-02T00:00:00.123Z')],
  ]);
  expect(words!.map((row) => row['word' as never])).toEqual(['cave', 'dete', 'echarpe', 'ete', 'robe']);
  expect(connection.all(`SELECT 1 AS one FROM search_slips WHERE slip = 'rbe'`)).toHaveLength(1);
});
