/** Signs that part a word for the tokenizer but not for people: "Levi’s" is `levi s`, and `levis` to many. */
const JOINERS = ["''", '’', '‘', 'ʼ', '´', '`', '-', '‐', '‑'];

/** What the tokenizer leaves as it is and `src/shared/fold-text.ts` does not. Case and accents are its own work. */
const LIGATURES = [
  ['œ', 'oe'],
  ['Œ', 'oe'],
  ['æ', 'ae'],
  ['Æ', 'ae'],
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['ʼ', "''"],
] as const;

const replaced = (text: string, pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((sql, [sign, letters]) => `replace(${sql}, '${sign}', '${letters}')`, `coalesce(${text}, '')`);
const folded = (text: string): string => replaced(text, LIGATURES);
const joined = (text: string): string =>
  replaced(
    text,
    JOINERS.map((sign) => [sign, ''] as const),
  );
/** The text, and once more with its parted words as one where it has any. */
const bothWays = (text: string): string =>
  `${folded(text)} || CASE WHEN ${joined(text)} = ${text} THEN '' ELSE ' ' || ${folded(joined(text))} END`;

const COLUMNS = 'title, brand, reference, tags, labels, description, notes';
const TEXT = ['title', 'description', 'brand', 'size', 'color', 'category', 'piece_id'];
const PLACE = ['user_id', 'status', 'deleted_at'];
const ORDER = ['price', 'created_at'];
const PIECE = ['reference', 'notes'];

const changed = (columns: readonly string[]): string =>
  columns.map((name) => `old.${name} IS NOT new.${name}`).join(' OR ');
const afterUpdate = (name: string, table: string, columns: readonly string[]): string =>
  `CREATE TRIGGER ${name} AFTER UPDATE OF ${columns.join(', ')} ON ${table} WHEN ${changed(columns)}`;
const beforeUpdate = (name: string, table: string, columns: readonly string[]): string =>
  afterUpdate(name, table, columns).replace(' AFTER ', ' BEFORE ');

const shelfOf = (row: string): string =>
  `CASE WHEN ${row}.deleted_at IS NULL THEN ${row}.status ELSE 'bin' END`;
const shelfId = (row: string): string =>
  `(SELECT id FROM draft_shelves WHERE user_id = ${row}.user_id AND shelf = ${shelfOf(row)})`;
const millis = (time: string): string =>
  `coalesce(CAST(round((julianday(${time}) - 2440587.5) * 86400000) AS INTEGER), 0)`;
const cents = (price: string): string => `CAST(round(${price} * 100) AS INTEGER)`;
const titleKey = (title: string): string =>
  `coalesce(substr((SELECT group_concat(token, ' ') FROM
     (SELECT token FROM draft_tokens WHERE input = ${folded(title)} ORDER BY position)), 1, 60), '')`;

const docOfDraft = (id: string): string => `SELECT docid FROM draft_docs WHERE draft_id = ${id}`;
const docsOfPiece = (id: string): string =>
  `SELECT m.docid FROM drafts d JOIN draft_docs m ON m.draft_id = d.id WHERE d.piece_id = ${id}`;
const isWord = (token: string): string => `length(${token}) BETWEEN 3 AND 24 AND ${token} NOT GLOB '*[0-9]*'`;

/** Only while its old text can still be read: FTS4 asks the view which words to take out. */
const takeOut = (docids: string): string => `DELETE FROM draft_search WHERE docid IN (${docids});`;
const putIn = (docids: string): string => `
  INSERT INTO draft_search (docid, ${COLUMNS}) SELECT rowid, ${COLUMNS} FROM draft_text WHERE rowid IN (${docids});
  INSERT INTO search_words (word) SELECT DISTINCT k.token FROM draft_text t JOIN draft_tokens k
    ON k.input = concat_all(t) WHERE t.rowid IN (${docids}) AND ${isWord('k.token')}
      AND NOT EXISTS (SELECT 1 FROM search_words w WHERE w.word = k.token);`
  .replace('concat_all(t)', COLUMNS.split(', ').map((name) => `t.${name}`).join(` || ' ' || `)); // prettier-ignore

const count = (row: string, step: number): string => `
  INSERT INTO draft_shelves (user_id, shelf, drafts) SELECT ${row}.user_id, ${shelfOf(row)}, 0
    WHERE ${shelfId(row)} IS NULL;
  UPDATE draft_shelves SET drafts = drafts + ${step} WHERE id = ${shelfId(row)};`;

/**
 * Full-text search and the orders of lists, kept right by triggers that any SQLite with FTS4 can run. The index keeps no
 * copy of the text (external content): at 100 000 drafts that is 70 MB less in memory. FTS4 asks `draft_text` instead.
 *
 * A draft's rowid may change in a VACUUM, so that the index goes by `draft_docs.docid`, which is ours. Small tables beside
 * the wide one keep what lists filter, count and sort by: some 25 bytes a draft instead of an index of 100 per order.
 */
export const search = {
  version: 3,
  name: 'search',
  sql: `
-- how many drafts of an account stand in a status, or in the bin
CREATE TABLE draft_shelves (
  id INTEGER PRIMARY KEY, user_id TEXT NOT NULL, shelf TEXT NOT NULL, drafts INTEGER NOT NULL,
  UNIQUE (user_id, shelf)
) STRICT;
CREATE TABLE draft_docs (
  docid INTEGER PRIMARY KEY,        -- newer drafts have higher ones
  draft_id TEXT NOT NULL UNIQUE,
  title_key TEXT NOT NULL           -- the start of the folded title: SQLite has no alphabet
) STRICT;
CREATE INDEX idx_docs_title ON draft_docs(title_key);
CREATE TABLE draft_places (
  docid INTEGER PRIMARY KEY, shelf_id INTEGER NOT NULL, price_cents INTEGER NOT NULL, created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX idx_places_price ON draft_places(price_cents);
CREATE INDEX idx_places_created ON draft_places(created_ms);

-- the text as the index takes it; tags are there for the day drafts have some
CREATE VIEW draft_text AS SELECT m.docid AS rowid, ${bothWays('d.title')} AS title, ${bothWays('d.brand')} AS brand,
  CASE WHEN p.reference IS NULL THEN '' ELSE printf('%04d %d', p.reference, p.reference) END AS reference, '' AS tags,
  ${['d.size', 'd.color', 'd.category'].map(folded).join(` || ' ' || `)} AS labels,
  ${folded('d.description')} AS description, ${folded('p.notes')} AS notes
FROM draft_docs m JOIN drafts d ON d.id = m.draft_id LEFT JOIN pieces p ON p.id = d.piece_id;
CREATE VIRTUAL TABLE draft_search USING fts4(${COLUMNS}, content="draft_text",
  tokenize=unicode61 "remove_diacritics=2", matchinfo=fts3, order=desc);
-- the same tokenizer as a table: SELECT token FROM draft_tokens WHERE input = …
CREATE VIRTUAL TABLE draft_tokens USING fts3tokenize(unicode61, "remove_diacritics=2");

-- every word of the index, for slips of the finger: a slip is a word with one letter left out, or none
CREATE TABLE search_words (
  id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE,
  learned INTEGER NOT NULL DEFAULT 0 CHECK (learned IN (0, 1)) -- 1: its slips are written down
) STRICT;
CREATE INDEX idx_words_unlearned ON search_words(word) WHERE learned = 0;
CREATE TABLE search_slips (
  slip TEXT NOT NULL, word_id INTEGER NOT NULL, PRIMARY KEY (slip, word_id)
) STRICT, WITHOUT ROWID;

INSERT INTO draft_shelves (user_id, shelf, drafts) SELECT d.user_id, ${shelfOf('d')} AS shelf, count(*) FROM drafts d
  GROUP BY d.user_id, shelf;
INSERT INTO draft_docs (draft_id, title_key) SELECT id, ${titleKey('title')} FROM drafts ORDER BY created_at, id;
INSERT INTO draft_places (docid, shelf_id, price_cents, created_ms)
  SELECT m.docid, ${shelfId('d')}, ${cents('d.price')}, ${millis('d.created_at')}
  FROM draft_docs m JOIN drafts d ON d.id = m.draft_id ORDER BY m.docid;
INSERT INTO draft_search (docid, ${COLUMNS}) SELECT m.docid, ${COLUMNS} FROM draft_docs m JOIN draft_text t
  ON t.rowid = m.docid ORDER BY m.docid;
-- one segment, high above those of single commits, or the sixteenth commit would merge all of it again
INSERT INTO draft_search (draft_search) VALUES ('optimize');
UPDATE draft_search_segdir SET level = 4;
CREATE VIRTUAL TABLE draft_terms USING fts4aux(draft_search);
INSERT INTO search_words (word, learned) SELECT term, 1 FROM draft_terms WHERE col = '*' AND ${isWord('term')};
INSERT INTO search_slips (slip, word_id)
  SELECT word, id FROM search_words
  UNION SELECT substr(w.word, 1, j.value - 1) || substr(w.word, j.value + 1), w.id FROM search_words w
    JOIN json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24]') j ON j.value <= length(w.word);
DROP TABLE draft_terms;

CREATE TRIGGER draft_search_insert AFTER INSERT ON drafts BEGIN
  ${count('new', 1)}
  INSERT INTO draft_docs (draft_id, title_key) VALUES (new.id, ${titleKey('new.title')});
  INSERT INTO draft_places (docid, shelf_id, price_cents, created_ms)
    SELECT docid, ${shelfId('new')}, ${cents('new.price')}, ${millis('new.created_at')} FROM draft_docs WHERE draft_id = new.id;
  ${putIn(docOfDraft('new.id'))}
END;
${beforeUpdate('draft_search_before_edit', 'drafts', TEXT)} BEGIN
  ${takeOut(docOfDraft('old.id'))}
END;
${afterUpdate('draft_search_edit', 'drafts', TEXT)} BEGIN
  UPDATE draft_docs SET title_key = ${titleKey('new.title')} WHERE draft_id = new.id AND old.title IS NOT new.title;
  ${putIn(docOfDraft('new.id'))}
END;
${afterUpdate('draft_search_move', 'drafts', PLACE)} BEGIN
  ${count('old', -1)}
  ${count('new', 1)}
  UPDATE draft_places SET shelf_id = ${shelfId('new')} WHERE docid = (${docOfDraft('new.id')});
END;
${afterUpdate('draft_search_order', 'drafts', ORDER)} BEGIN
  UPDATE draft_places SET price_cents = ${cents('new.price')}, created_ms = ${millis('new.created_at')}
    WHERE docid = (${docOfDraft('new.id')});
END;
CREATE TRIGGER draft_search_before_delete BEFORE DELETE ON drafts BEGIN
  ${takeOut(docOfDraft('old.id'))}
END;
CREATE TRIGGER draft_search_delete AFTER DELETE ON drafts BEGIN
  ${count('old', -1)}
  DELETE FROM draft_places WHERE docid = (${docOfDraft('old.id')});
  DELETE FROM draft_docs WHERE draft_id = old.id;
END;
${beforeUpdate('piece_search_before_edit', 'pieces', PIECE)} BEGIN
  ${takeOut(docsOfPiece('old.id'))}
END;
${afterUpdate('piece_search_edit', 'pieces', PIECE)} BEGIN
  ${putIn(docsOfPiece('new.id'))}
END;
-- what ON DELETE SET NULL would do, but while the piece's text can still be read
CREATE TRIGGER piece_search_before_delete BEFORE DELETE ON pieces BEGIN
  UPDATE drafts SET piece_id = NULL WHERE piece_id = old.id;
END;
`,
} as const;
