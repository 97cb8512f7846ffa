import { expect, test } from 'vitest';
import { sqlShape } from './sql-text.ts';

test.each([
  ['SELECT 1', { keyword: 'SELECT', positional: 0, named: [] }],
  [
    ' -- why\n /* and how */ with a AS (SELECT ?, ?) SELECT 1;',
    { keyword: 'WITH', positional: 2, named: [] },
  ],
  [
    'UPDATE t SET a = :a, b = $b, c = @c WHERE a = :a',
    { keyword: 'UPDATE', positional: 0, named: [':a', '$b', '@c'] },
  ],
  ['SELECT ?3, ?1', { keyword: 'SELECT', positional: 3, named: [] }],
  [`SELECT 'it''s ?' AS "a""?", [b?], \`c?\``, { keyword: 'SELECT', positional: 0, named: [] }],
  [`SELECT json_extract(a, '$.b'), a ->> '$.c', été$x`, { keyword: 'SELECT', positional: 0, named: [] }],
  ["INSERT INTO t VALUES (';')", { keyword: 'INSERT', positional: 0, named: [] }],
  ['SELECT 1 -- ; SELECT 2', { keyword: 'SELECT', positional: 0, named: [] }],
  ['SELECT 1; /* ; */ ;; -- x', { keyword: 'SELECT', positional: 0, named: [] }],
  ['', { keyword: '', positional: 0, named: [] }],
])('%s', (sql, shape) => expect(sqlShape(sql)).toEqual(shape));

test.each(['SELECT 1; SELECT 2', 'SELECT 1;2', 'DELETE FROM t; /* a */ DROP TABLE t', 'SELECT ?, :a'])(
  'refused: %s',
  (sql) => expect(() => sqlShape(sql)).toThrow(SyntaxError),
);
