import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { overwriteDatabase } from '../../src/paged-sqlite/overwrite.ts';
import { readSnapshot } from '../../src/paged-sqlite/snapshots.ts';
import { systemClock } from '../../src/shared/clock.ts';
import type { Migration } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open-store.ts';
import { memoryDisks } from '../../src/store/store-disk.ts';
import type { Store } from '../../src/store/store.ts';
import { testSqlite } from '../../src/store/test-store.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { goldenFile, plainRows, readGolden } from './golden-file.ts';
import type { Rows } from './golden-file.ts';

async function openGolden(version: number, known: readonly Migration[] = migrations) {
  const disk = memoryDisks().of('golden.db');
  const bytes = await readGolden(version);
  await overwriteDatabase({ name: 'golden.db', disk: disk.pages, bytes, nowMs: 0 });
  const options = {
    name: 'golden.db',
    disk,
    sqlite: await testSqlite(),
    migrations: known,
    clock: systemClock,
  };
  return { store: await openStore(options), disk };
}

const rowsOf = (store: Store): Rows => store.read((reader) => plainRows((sql) => reader.all(sql)));
const schemaOf = (store: Store) =>
  store.read((reader) => reader.all('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name'));

/** What of `now` stood in `before` too: columns and tables that came later are left out. */
function asBefore(before: Rows, now: Rows): Rows {
  const tables = Object.entries(before).map(([table, rows]) => {
    const columns = Object.keys(rows[0] ?? {});
    const kept = now[table]!.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]!])));
    return [table, kept] as const;
  });
  return Object.fromEntries(tables);
}

describe.each(migrations.map(({ version }) => version))('a database of schema %i', (version) => {
  test('is what that schema was, with rows in every table it added', async () => {
    const { store } = await openGolden(version, migrations.slice(0, version));
    const fresh = await openStore({
      name: 'fresh.db',
      disk: memoryDisks().of('fresh.db'),
      sqlite: await testSqlite(),
      migrations: migrations.slice(0, version),
      clock: systemClock,
    });
    expect(schemaOf(store)).toEqual(schemaOf(fresh));
    const empty = Object.entries(rowsOf(store)).filter(([, rows]) => rows.length === 0);
    // Written by the upkeep in idle moments, not by a commit.
    expect(empty.map(([table]) => table).filter((table) => table !== 'search_slips')).toEqual([]);
  });

  test('opens with everything that was in it, and is searched', async () => {
    const plain = new DatabaseSync(goldenFile(version), { readOnly: true });
    const before = plainRows((sql) => plain.prepare(sql).all() as Rows[string]);
    plain.close();
    const { store } = await openGolden(version);
    expect(store.status().schemaVersion).toBe(migrations.length);
    const { schema_migrations: _, ...kept } = asBefore(before, rowsOf(store));
    const { schema_migrations: applied, ...expected } = before;
    expect(applied).toHaveLength(version);
    expect(kept).toEqual(expected);
    const hits = store.read((reader) =>
      reader.all(`SELECT docid FROM draft_search WHERE draft_search MATCH 'sezane'`),
    );
    expect(hits).toHaveLength(1);
    expect(store.check()).toEqual([]);
  });

  test('is kept as a snapshot before anything is done to it', async () => {
    const { store, disk } = await openGolden(version);
    const kept = await store.snapshots();
    if (version === migrations.length) expect(kept).toEqual([]);
    else {
      const bytes = await readSnapshot(disk.snapshots, 'golden.db', kept[0]!.id);
      expect(bytes).toEqual(await readGolden(version));
    }
  });
});
