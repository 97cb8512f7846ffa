/**
 * npm run golden: makes the database that the newest schema is remembered by, from the one before and the rows of
 * `rows/NNNN.sql`. Those that are there stay as they are: what sellers have on their disks does not change either.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Connection } from '../../src/store/connection.ts';
import { applyMigrations } from '../../src/store/migrate.ts';
import { testPagedSqlite } from '../../src/paged-sqlite/test-sqlite.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { goldenFile, goldenName, readGolden } from './golden-file.ts';

const clock = { now: () => Date.UTC(2026, 0, 1), sleep: async (): Promise<void> => undefined };
const sqlite = await testPagedSqlite();

for (const step of migrations) {
  const { version } = step;
  if (existsSync(goldenFile(version))) continue;
  const { database, file } = sqlite.open(version === 1 ? null : await readGolden(version - 1));
  const connection = new Connection(database);
  connection.script('PRAGMA query_only=OFF');
  applyMigrations(connection, [step], clock);
  const rows = new URL(`rows/${goldenName(version)}.sql`, import.meta.url);
  connection.script('PRAGMA query_only=OFF');
  if (existsSync(rows)) connection.script(await readFile(rows, 'utf8'));
  const { pageSize, pageCount } = file.size();
  await writeFile(goldenFile(version), file.read(0, pageSize * pageCount));
  console.log(`${goldenName(version)}.db: ${pageCount} pages`);
}
