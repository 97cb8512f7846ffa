import type { Database, Statement } from 'sql.js';
import { sqlShape } from './sql-text.ts';
import type { SqlShape } from './sql-text.ts';
import type { PageStats, SqlParams, SqlValue } from './store.ts';

interface Prepared {
  statement: Statement;
  shape: SqlShape;
}

/** Statements kept compiled; the one unused for longest goes first. */
const KEPT_STATEMENTS = 200;
/** The store owns transactions and settings: a query that touches them would break its promises. */
const RESERVED = new Set([
  'BEGIN', 'COMMIT', 'END', 'ROLLBACK', 'SAVEPOINT', 'RELEASE', 'ATTACH', 'DETACH', 'VACUUM', 'PRAGMA',
]); // prettier-ignore
const CHANGING = new Set(['INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'WITH']);

/**
 * One open SQLite database of sql.js, made strict: exactly the parameters a statement asks for, one statement at a
 * time, no value that would lose something on its way. It refuses writes outside `begin` … `commit`.
 */
export class Connection {
  private readonly database: Database;
  private readonly prepared = new Map<string, Prepared>();

  /** @param database fresh from sql.js: empty, or loaded from a file */
  constructor(database: Database) {
    this.database = database;
    // Durability comes from IndexedDB, page by page: SQLite's own care for its file is idle work. Nobody else opens the
    // file, so that its counter of changes need not be written with each.
    this.script(
      'PRAGMA foreign_keys=ON; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE',
    );
    // Only counts before the first table, and would be written again and again after it.
    if (this.pageStats().pageCount === 0) this.script('PRAGMA auto_vacuum=2');
    this.script('PRAGMA query_only=ON');
  }

  all<Row extends object>(sql: string, params?: SqlParams): Row[] {
    return this.query<Row>(sql, params, Infinity);
  }

  get<Row extends object>(sql: string, params?: SqlParams): Row | null {
    return this.query<Row>(sql, params, 1)[0] ?? null;
  }

  /** @returns the number of rows this statement itself changed, without triggers and cascades */
  run(sql: string, params?: SqlParams): number {
    const { shape } = this.prepare(sql);
    this.query(sql, params, 0);
    return CHANGING.has(shape.keyword) ? this.database.getRowsModified() : 0;
  }

  /** Many statements at once, without parameters and without the checks above: for the store's own use. */
  script(sql: string): void {
    this.database.run(sql);
  }

  begin(): void {
    this.script('PRAGMA query_only=OFF; BEGIN');
  }

  commit(): void {
    this.script('COMMIT; PRAGMA query_only=ON');
  }

  /** SQLite may have rolled back by itself (out of memory), so that there is nothing left to roll back. */
  rollback(): void {
    try {
      this.script('ROLLBACK');
    } catch (error) {
      if (!String(error).includes('no transaction is active')) throw error;
    } finally {
      this.script('PRAGMA query_only=ON');
    }
  }

  /** Hands back at most `pages` free pages at the end of the file. @returns how many */
  vacuum(pages: number): number {
    this.script('PRAGMA query_only=OFF');
    const before = this.pageStats().freePages;
    const statement = this.database.prepare(`PRAGMA incremental_vacuum(${Math.floor(pages)})`);
    try {
      while (statement.step()); // a page a step
    } finally {
      statement.free();
      this.script('PRAGMA query_only=ON');
    }
    return before - this.pageStats().freePages;
  }

  /** Writes the whole file anew, without gaps. */
  repack(): void {
    this.script('PRAGMA query_only=OFF; VACUUM; PRAGMA query_only=ON');
  }

  pageStats(): PageStats {
    return this.get<PageStats>(
      `SELECT page_size AS pageSize, page_count AS pageCount, freelist_count AS freePages
       FROM pragma_page_size, pragma_page_count, pragma_freelist_count`,
    )!;
  }

  /** What SQLite itself finds wrong; empty where all is well. At most 100 findings of each kind. */
  check(): string[] {
    const damage = this.all<{ integrity_check: string }>(
      'SELECT integrity_check FROM pragma_integrity_check',
    );
    const dangling = this.all<{ finding: string }>(
      `SELECT "table" || ' row ' || coalesce(rowid, '?') || ' refers to a missing row of ' || parent AS finding
       FROM pragma_foreign_key_check LIMIT 100`,
    );
    return [
      ...damage.map((row) => row.integrity_check).filter((text) => text !== 'ok'),
      ...dangling.map((row) => row.finding),
    ];
  }

  /** How many rows each table holds, without SQLite's own and those behind an index of words. */
  rowCounts(): Record<string, number> {
    const tables = this.all<{ name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`,
    );
    return Object.fromEntries(
      tables.map(({ name }) => [name, this.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`)!.n]),
    );
  }

  close(): void {
    this.prepared.clear();
    this.database.close(); // frees the statements
  }

  private query<Row>(sql: string, params: SqlParams | undefined, most: number): Row[] {
    const { statement, shape } = this.prepare(sql);
    const rows: Row[] = [];
    try {
      statement.bind(bindings(sql, shape, params));
      let names: string[] | null = null;
      while (statement.step()) {
        // A changing statement has done all its work before it answers its first row.
        if (rows.length >= most) break;
        names ??= columnNames(sql, statement);
        rows.push(rowOf(names, statement.get() as SqlValue[]) as Row);
      }
    } catch (error) {
      // sql.js throws text in places.
      throw error instanceof Error ? error : new Error(String(error));
    } finally {
      statement.reset();
    }
    return rows;
  }

  private prepare(sql: string): Prepared {
    let found = this.prepared.get(sql);
    if (found) this.prepared.delete(sql);
    else {
      const shape = sqlShape(sql);
      if (RESERVED.has(shape.keyword)) throw new SyntaxError(`${shape.keyword} belongs to the store: ${sql}`);
      if (shape.keyword === '') throw new SyntaxError(`no statement: ${sql}`);
      found = { shape, statement: this.database.prepare(sql) };
    }
    this.prepared.set(sql, found);
    const oldest = this.prepared.size > KEPT_STATEMENTS ? this.prepared.entries().next().value : undefined;
    if (oldest) {
      oldest[1].statement.free();
      this.prepared.delete(oldest[0]);
    }
    return found;
  }
}

function bindings(
  sql: string,
  shape: SqlShape,
  params: SqlParams = [],
): SqlValue[] | Record<string, SqlValue> {
  if (Array.isArray(params)) {
    if (shape.named.length > 0 || params.length !== shape.positional) {
      const asked = shape.named.join(', ') || `${shape.positional} values`;
      throw new TypeError(`${params.length} values given, ${asked} asked: ${sql}`);
    }
    return params.map((value: SqlValue, at) => checked(value, `?${at + 1}`, sql));
  }
  const given = params as Readonly<Record<string, SqlValue>>;
  if (shape.positional > 0) throw new TypeError(`the parameters have no names: ${sql}`);
  return Object.fromEntries(
    shape.named.map((name) => {
      const value = Object.hasOwn(given, name) ? given[name] : given[name.slice(1)];
      return [name, checked(value, name, sql)];
    }),
  );
}

function checked(value: SqlValue | undefined, name: string, sql: string): SqlValue {
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value;
  if (
    typeof value === 'number' &&
    (Number.isSafeInteger(value) || (Number.isFinite(value) && value % 1 !== 0))
  ) {
    return value;
  }
  throw new TypeError(`${name} cannot be kept (${typeof value} ${String(value)}): ${sql}`);
}

function columnNames(sql: string, statement: Statement): string[] {
  const names = statement.getColumnNames();
  if (new Set(names).size !== names.length) throw new SyntaxError(`two columns of one name: ${sql}`);
  return names;
}

function rowOf(names: string[], values: SqlValue[]): object {
  const row: Record<string, SqlValue> = {};
  names.forEach((name, at) => {
    const value = values[at] ?? null;
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw new RangeError(`${name} is too large for a number: read it with CAST(${name} AS TEXT)`);
    }
    row[name] = value;
  });
  return row;
}
