import type { Database } from 'sql.js';

/** The data of the storm: every commit moves units between accounts, so that half a commit shows in the sums. */
const ACCOUNTS = 8_000;
const UNITS_EACH = 100;
/** Rows a commit touches: one gets what the others give. */
const TOUCHED = 16;
/** Notes that are kept at least; beyond twice as many the oldest go. */
const NOTES_KEPT = 800;

const SCHEMA = `
  CREATE TABLE accounts (id INTEGER PRIMARY KEY, units INTEGER NOT NULL, touches INTEGER NOT NULL, pad TEXT NOT NULL);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ACCOUNTS})
    INSERT INTO accounts SELECT i, ${UNITS_EACH}, 0, hex(zeroblob(40)) FROM n;
  CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, first_note INTEGER NOT NULL);
  INSERT INTO state VALUES (1, 0, 1);
  CREATE TABLE commits (sequence INTEGER PRIMARY KEY);
  CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
  CREATE INDEX notes_by_length ON notes (length(body));`;

export function hasLedger(database: Database): boolean {
  return numbers(database, `SELECT count(*) FROM sqlite_schema WHERE name = 'state'`)[0] === 1;
}

export function makeLedger(database: Database): void {
  database.run(SCHEMA);
}

/** One commit: moves units, writes itself down, adds a note. @returns its number, 1 more than the last */
export function moveUnits(database: Database): number {
  const sequence = sequenceOf(database) + 1;
  const from = 1 + Math.floor(Math.random() * ACCOUNTS);
  // Some rows apart, so that they lie on several pages.
  for (let at = 0; at < TOUCHED; at++) {
    const account = 1 + ((from + at * 13) % ACCOUNTS);
    const gain = at === 0 ? TOUCHED - 1 : -1;
    database.run(`UPDATE accounts SET units = units + ${gain}, touches = touches + 1 WHERE id = ${account}`);
  }
  database.run(`UPDATE state SET sequence = ${sequence}`);
  database.run(`INSERT INTO commits VALUES (${sequence})`);
  database.run(`INSERT INTO notes VALUES (${sequence}, ${bodyOf(String(sequence))})`);
  return sequence;
}

/** Deletes the oldest notes where there are many. */
export function forgetNotes(database: Database): void {
  const first = sequenceOf(database) - NOTES_KEPT + 1;
  if (first <= numbers(database, 'SELECT first_note FROM state')[0]! + NOTES_KEPT) return;
  database.run(`DELETE FROM notes WHERE id < ${first}`);
  database.run(`UPDATE state SET first_note = ${first}`);
}

export function sequenceOf(database: Database): number {
  return numbers(database, 'SELECT sequence FROM state')[0]!;
}

export function commitsAfter(database: Database, since: number): number[] {
  return numbers(database, `SELECT sequence FROM commits WHERE sequence > ${since} ORDER BY sequence`);
}

export function integrityErrors(database: Database): string[] {
  try {
    const lines = database.exec('PRAGMA integrity_check')[0]?.values.map(String) ?? ['no answer'];
    return lines.filter((line) => line !== 'ok');
  } catch (error) {
    return [String(error)];
  }
}

/** @returns the invariants that do not hold, in words */
export function brokenInvariants(database: Database): string[] {
  const sequence = sequenceOf(database);
  const wanted: [what: string, sql: string, values: number[]][] = [
    [
      'accounts, their units, and how often they were touched',
      'SELECT count(*), sum(units), sum(touches) FROM accounts',
      [ACCOUNTS, ACCOUNTS * UNITS_EACH, TOUCHED * sequence],
    ],
    [
      'commits, the first and the last',
      'SELECT count(*), ifnull(min(sequence), 1), ifnull(max(sequence), 0) FROM commits',
      [sequence, 1, sequence],
    ],
    [
      'notes missing, and notes beyond the last',
      `SELECT ${sequence} - first_note + 1 - (SELECT count(*) FROM notes WHERE id >= first_note),
         (SELECT count(*) FROM notes WHERE id > ${sequence} OR id < first_note) FROM state`,
      [0, 0],
    ],
    [
      'notes with other words, by table and by index',
      `SELECT (SELECT count(*) FROM notes WHERE body IS NOT ${bodyOf('id')}),
         (SELECT count(*) FROM notes INDEXED BY notes_by_length WHERE length(body) > 0) - (SELECT count(*) FROM notes)`,
      [0, 0],
    ],
  ];
  return wanted.flatMap(([what, sql, values]) => {
    const found = numbers(database, sql);
    return String(found) === String(values) ? [] : [`${what}: ${found} instead of ${values}`];
  });
}

/** The words of a note, as SQL: told by its number alone, from 20 bytes to over two pages. */
const bodyOf = (id: string): string =>
  `'note ' || ${id} || ' ' || replace(hex(zeroblob(${id} * 7919 % 300 + iif(${id} % 50 = 0, 5000, 5))), '00', char(97 + ${id} % 26) || ' ')`;

function numbers(database: Database, sql: string): number[] {
  return (database.exec(sql)[0]?.values ?? []).flat().map(Number);
}
