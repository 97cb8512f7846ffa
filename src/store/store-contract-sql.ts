import { describe, expect, test } from 'vitest';
import type { SqlParams, SqlValue, Store } from './store.ts';

/** The part of the contract that is about SQL and values. */
export function describeSqlContract(
  store: () => Store,
  queryElsewhere: (file: Uint8Array, query: string) => Record<string, unknown>[],
): void {
  const all = (sql: string, params?: SqlParams) =>
    store().read((reader) => reader.all<Record<string, SqlValue>>(sql, params));
  const run = (sql: string, params?: SqlParams) => store().write((tx) => tx.run(sql, params));
  const kept = async (column: string, value: SqlValue): Promise<unknown> => {
    await run('DELETE FROM thing');
    await run(`INSERT INTO thing (${column}) VALUES (?)`, [value]);
    return store().read((reader) =>
      reader.get(`SELECT ${column} AS value, typeof(${column}) AS type FROM thing`),
    );
  };

  describe('values', () => {
    test.each([
      '',
      'Été œuvre ﬁ',
      '👗👩‍👩‍👧',
      '衣類',
      'a\0b',
      'Robe d\'été -- "x"; DROP TABLE thing',
      'x'.repeat(300_000),
    ])('text %#', async (text) => expect(await kept('label', text)).toEqual({ value: text, type: 'text' }));

    test.each([0, 1, 2 ** 31 - 1, 2 ** 31, 3_141_592_653, 2 ** 53 - 1])('whole number %d', async (number) =>
      expect(await kept('amount', number)).toEqual({ value: number, type: 'integer' }),
    );

    test('a number below zero where the column allows it', async () => {
      expect(await kept('id', -(2 ** 40))).toEqual({ value: -(2 ** 40), type: 'integer' });
      expect(await kept('ratio', -12.5)).toEqual({ value: -12.5, type: 'real' });
    });

    test('numbers beyond 2^53 travel as text and are exact; read as numbers they are refused', async () => {
      await run('INSERT INTO thing (id, amount) VALUES (1, ?)', ['9007199254740993']);
      expect(all('SELECT CAST(amount AS TEXT) AS amount FROM thing')).toEqual([
        { amount: '9007199254740993' },
      ]);
      expect(() => all('SELECT amount FROM thing')).toThrow(RangeError);
    });

    test.each([new Uint8Array(0), new Uint8Array([0, 1, 254, 255]), new Uint8Array(200_000).fill(7)])(
      'bytes %#',
      async (bytes) => expect(await kept('bytes', bytes)).toEqual({ value: bytes, type: 'blob' }),
    );

    test.each([undefined, true, NaN, Infinity, 2 ** 53, 10n, new Date(0), { a: 1 }, new ArrayBuffer(4)])(
      'what SQLite would bend is refused: %s',
      async (value) => {
        await expect(run('INSERT INTO thing (label) VALUES (?)', [value as SqlValue])).rejects.toThrow(
          TypeError,
        );
        expect(all('SELECT * FROM thing')).toEqual([]);
      },
    );

    test('null, and no row', async () => {
      expect(await kept('label', null)).toEqual({ value: null, type: 'null' });
      expect(store().read((reader) => reader.get('SELECT * FROM thing WHERE id = 5'))).toBeNull();
      expect(all('SELECT * FROM thing WHERE id = 5')).toEqual([]);
    });
  });

  describe('parameters', () => {
    test('by position, by name with and without the sign, one name twice', () => {
      expect(all('SELECT ? AS a, ? AS b', ['x', 2])).toEqual([{ a: 'x', b: 2 }]);
      expect(all('SELECT ?2 AS a, ?1 AS b', ['x', 2])).toEqual([{ a: 2, b: 'x' }]);
      expect(all('SELECT :a AS a, @b AS b, $c AS c, :a AS d', { a: 1, b: 2, $c: 3 })).toEqual([
        { a: 1, b: 2, c: 3, d: 1 },
      ]);
    });

    test('a value left over from the run before never comes back', () => {
      expect(all('SELECT ? AS a', ['first'])).toEqual([{ a: 'first' }]);
      expect(() => all('SELECT ? AS a', [])).toThrow(TypeError);
      expect(all('SELECT ? AS a', [null])).toEqual([{ a: null }]);
    });

    test.each<[string, SqlParams | undefined]>([
      ['SELECT ? AS a', undefined],
      ['SELECT ? AS a', [1, 2]],
      ['SELECT :a AS a', { b: 1 }],
      ['SELECT :a AS a', [1]],
      ['SELECT ? AS a', { a: 1 }],
      ['SELECT 1 AS a', [1]],
    ])('missing, superfluous or of the wrong kind: %s', (sql, params) => {
      expect(() => all(sql, params)).toThrow(TypeError);
    });

    test('signs inside text, names and comments are no parameters', () => {
      expect(all(`SELECT 'a?:b' AS "q?:r" /* ? :c */ -- ?`)).toEqual([{ 'q?:r': 'a?:b' }]);
    });
  });

  describe('statements', () => {
    test('run answers how many rows it changed itself', async () => {
      await run(`INSERT INTO shelf (id) VALUES ('A')`);
      expect(
        await run(`INSERT INTO thing (label, shelf_id) VALUES ('a', 'A'), ('b', 'A'), ('c', NULL)`),
      ).toBe(3);
      expect(await run(`UPDATE thing SET amount = 1 WHERE shelf_id = 'A'`)).toBe(2);
      expect(await run(`UPDATE thing SET amount = 1 WHERE label = 'z'`)).toBe(0);
      expect(await run(`CREATE TABLE more (id INTEGER)`)).toBe(0);
      expect(await run(`DELETE FROM shelf`), 'its things go with it, uncounted').toBe(1);
      expect(all('SELECT label FROM thing')).toEqual([{ label: 'c' }]);
    });

    test('a changing statement may answer rows', async () => {
      const inserted = `INSERT INTO thing (label) VALUES ('a'), ('b') RETURNING label`;
      expect(await store().write((tx) => tx.get(inserted))).toEqual({ label: 'a' });
      expect(all('SELECT label FROM thing')).toHaveLength(2);
    });

    test.each([
      [`INSERT INTO thing (label) VALUES ('same')`, 'UNIQUE constraint failed: thing.label'],
      [`INSERT INTO thing (amount) VALUES (-1)`, 'CHECK constraint failed'],
      [`INSERT INTO thing (amount) VALUES ('abc')`, 'cannot store TEXT value in INTEGER column'],
      [`INSERT INTO nowhere VALUES (1)`, 'no such table'],
    ])('refused by the schema: %s', async (sql, text) => {
      await run(`INSERT INTO thing (label) VALUES ('same')`);
      await expect(run(sql)).rejects.toThrow(text);
      expect(all('SELECT label FROM thing')).toEqual([{ label: 'same' }]);
    });

    test('a refused statement inside a transaction leaves the rest of it usable', async () => {
      await store().write((tx) => {
        tx.run(`INSERT INTO thing (label) VALUES ('a')`);
        expect(() => tx.run(`INSERT INTO thing (label) VALUES ('a')`)).toThrow('UNIQUE');
        tx.run(`INSERT INTO thing (label) VALUES ('b')`);
      });
      expect(all('SELECT label FROM thing')).toHaveLength(2);
    });

    test.each([
      'BEGIN',
      'COMMIT',
      'rollback',
      'SAVEPOINT a',
      '-- sly\n PRAGMA foreign_keys=OFF',
      'VACUUM',
      `ATTACH ':memory:' AS m`,
    ])('belongs to the store: %s', async (sql) => {
      await expect(run(sql)).rejects.toThrow('belongs to the store');
      expect(() => all(sql)).toThrow('belongs to the store');
    });

    test('two statements at once are refused before either runs', async () => {
      await expect(run(`INSERT INTO thing (label) VALUES ('a'); DELETE FROM thing`)).rejects.toThrow(
        SyntaxError,
      );
      await expect(run('  ')).rejects.toThrow(SyntaxError);
      expect(all('SELECT * FROM thing; -- fine\n ;')).toEqual([]);
    });

    test('two columns of one name are refused: one would hide the other', () => {
      expect(() => all('SELECT 1 AS id, 2 AS id')).toThrow(SyntaxError);
    });

    test('reading changes nothing', () => {
      expect(() => all(`INSERT INTO thing (label) VALUES ('a') RETURNING id`)).toThrow('readonly');
      expect(all('SELECT * FROM thing')).toEqual([]);
    });

    test('more statements than are kept compiled', async () => {
      for (let at = 0; at < 450; at++) expect(all(`SELECT ${at} AS n`)).toEqual([{ n: at }]);
      await run(`INSERT INTO thing (label) VALUES ('a')`);
      expect(all('SELECT 0 AS n')).toEqual([{ n: 0 }]);
    });

    test('a query read in part holds nothing back', async () => {
      await run(`INSERT INTO thing (label) VALUES ('a'), ('b'), ('c')`);
      expect(store().read((reader) => reader.get('SELECT label FROM thing ORDER BY id'))).toEqual({
        label: 'a',
      });
      await run('DROP TABLE thing');
      expect(all(`SELECT name FROM sqlite_schema WHERE name = 'thing'`)).toEqual([]);
    });

    test('a table changed under a compiled statement', async () => {
      await run(`INSERT INTO shelf (id) VALUES ('A')`);
      expect(all('SELECT * FROM shelf')).toEqual([{ id: 'A' }]);
      await run('ALTER TABLE shelf ADD COLUMN room TEXT');
      expect(all('SELECT * FROM shelf')).toEqual([{ id: 'A', room: null }]);
    });
  });

  describe('the file', () => {
    test('opens in another SQLite, whole, and is a copy', async () => {
      await run(`INSERT INTO thing (label, bytes) VALUES (?, ?)`, ['Été 👗', new Uint8Array([1, 2])]);
      const file = store().exportFile();
      await run(`UPDATE thing SET label = 'changed since'`);
      expect(queryElsewhere(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(queryElsewhere(file, 'PRAGMA auto_vacuum')).toEqual([{ auto_vacuum: 2 }]);
      expect(queryElsewhere(file, 'SELECT label, hex(bytes) AS bytes FROM thing')).toEqual([
        { label: 'Été 👗', bytes: '0102' },
      ]);
      expect(file.length).toBe(store().status().sizeBytes);
    });

    test('exporting leaves settings and statements as they were', async () => {
      all('SELECT * FROM thing');
      store().exportFile();
      expect(all('SELECT * FROM thing')).toEqual([]);
      await expect(run(`INSERT INTO thing (shelf_id) VALUES ('nowhere')`)).rejects.toThrow('FOREIGN KEY');
      expect(() => all('DELETE FROM thing')).toThrow('readonly');
    });
  });
}
