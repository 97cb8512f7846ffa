import { COLOURS, BRANDS, GARMENTS, MATERIALS } from '../../fixtures/wardrobe-words.ts';
import { randomFrom } from '../../fixtures/many-drafts.ts';

/** What every strategy keeps: about 1 KB of text that compresses as a seller's does. */
export interface Row {
  id: number;
  title: string;
  body: string;
  version: number;
}

export const CREATE_ROWS =
  'CREATE TABLE rows (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, version INTEGER NOT NULL)';
export const INSERT_ROW = 'INSERT INTO rows (title, body, version, id) VALUES (?, ?, ?, ?)';
export const UPDATE_ROW = 'UPDATE rows SET title = ?, body = ?, version = ? WHERE id = ?';
export const SELECT_ROWS = 'SELECT id, title, body, version FROM rows ORDER BY id';

/** In the order of the statements above. */
export const valuesOf = ({ title, body, version, id }: Row): [string, string, number, number] => [
  title,
  body,
  version,
  id,
];

const BODY_SIGNS = 900;

/** The same row for the same id and version, whatever the strategy. */
function rowOf(id: number, version: number): Row {
  const random = randomFrom(id * 2_654_435 + version);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  let body = '';
  while (body.length < BODY_SIGNS) {
    body += `${pick(GARMENTS)} ${pick(BRANDS)} en ${pick(MATERIALS)} ${pick(COLOURS)}, ${Math.floor(random() * 1e6)}. `;
  }
  return {
    id,
    version,
    title: `${pick(GARMENTS)} ${pick(BRANDS)} ${id}`,
    body: body.slice(0, BODY_SIGNS),
  };
}

/** What a strategy was told so far: the version of each row, from which its content follows. */
export class Model {
  readonly versions: Uint32Array;
  private readonly random: () => number;

  constructor(count: number) {
    this.versions = new Uint32Array(count);
    this.random = randomFrom(count);
  }

  static of(versions: ArrayLike<number>): Model {
    const model = new Model(versions.length);
    model.versions.set(versions);
    return model;
  }

  *rows(): Generator<Row> {
    for (const [at, version] of this.versions.entries()) yield rowOf(at + 1, version);
  }

  /** The next version of `count` different rows, scattered over the whole table. */
  next(count: number): Row[] {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(count, this.versions.length)) {
      chosen.add(Math.floor(this.random() * this.versions.length));
    }
    return [...chosen].map((at) => rowOf(at + 1, ++this.versions[at]!));
  }

  /** @returns what differs, in words; null where everything is as told */
  difference(found: Iterable<Row>): string | null {
    let at = 0;
    for (const row of found) {
      const told = rowOf(at + 1, this.versions[at] ?? 0);
      const same =
        row.id === told.id &&
        row.version === told.version &&
        row.title === told.title &&
        row.body === told.body;
      if (!same) return `row ${row.id} is not what was committed last (version ${told.version})`;
      at++;
    }
    return at === this.versions.length ? null : `${at} rows of ${this.versions.length}`;
  }
}
