import { expect, test } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { openStore } from '../open-store.ts';
import { memoryDisks } from '../store-disk.ts';
import { testSqlite, testStore } from '../test-store.ts';
import { migrations } from './index.ts';

const ROW = `INSERT INTO publish_log (id, user_id, draft_id, idempotency_key, confirm_token, dry_run, status)
  VALUES ('g1', 'local', 'd1', 'k1', 't1', 0, 'ok')`;

async function migratedStore() {
  const disk = memoryDisks().of('a.db');
  const sqlite = await testSqlite();
  const open = (known = migrations) =>
    openStore({ name: 'a.db', disk, sqlite, migrations: known, clock: systemClock });
  const old = await open(migrations.slice(0, 1));
  await old.write((tx) => {
    tx.run(`INSERT INTO users (id, domain) VALUES ('local', 'www.vinted.fr')`);
    tx.run(ROW);
  });
  await old.close();
  return open();
}

test('a publication from before this step is still in the log, and cannot leave it unkept', async () => {
  const store = await migratedStore();
  const kept = () => store.read((reader) => reader.all('SELECT id, key_hash FROM publish_log'));
  await expect(store.write((tx) => tx.run('DELETE FROM publish_log'))).rejects.toThrow('not kept');
  expect(kept()).toEqual([{ id: 'g1', key_hash: null }]);
  await store.write((tx) => {
    tx.run(`INSERT INTO publication_keys (key_hash) VALUES ('h1')`);
    tx.run(`UPDATE publish_log SET key_hash = 'h1'`);
    tx.run('DELETE FROM publish_log');
  });
  expect(kept()).toEqual([]);
});

test('a rehearsal leaves freely, and an account takes its log along', async () => {
  const store = await testStore();
  await store.write((tx) => tx.run(ROW.replace("'t1', 0", "'t1', 1")));
  await store.write((tx) => tx.run('DELETE FROM publish_log'));
  await store.write((tx) => tx.run(ROW));
  await store.write((tx) => tx.run(`DELETE FROM users WHERE id = 'local'`));
  expect(store.read((reader) => reader.all('SELECT id FROM publish_log'))).toEqual([]);
});

test('a local date runs once per job; runs by hand are free', async () => {
  const store = await testStore();
  const run = (id: string, job: string, date: string | null) =>
    store.write((tx) =>
      tx.run(
        `INSERT INTO job_run (id, job, local_date, planned_for, started_at) VALUES (?, ?, ?, 't', 't')`,
        [id, job, date],
      ),
    );
  await run('1', 'prune', '2026-10-25');
  await expect(run('2', 'prune', '2026-10-25')).rejects.toThrow('UNIQUE');
  await run('3', 'lifecycle', '2026-10-25');
  await run('4', 'prune', null);
  await run('5', 'prune', null);
});
