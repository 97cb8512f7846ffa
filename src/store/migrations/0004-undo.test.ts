import { expect, test } from 'vitest';
import { systemClock } from '../../shared/clock.ts';
import { openStore } from '../open-store.ts';
import { memoryDisks } from '../store-disk.ts';
import { testSqlite } from '../test-store.ts';
import { migrations } from './index.ts';

async function migratedStore() {
  const disk = memoryDisks().of('a.db');
  const sqlite = await testSqlite();
  const open = (known = migrations) =>
    openStore({ name: 'a.db', disk, sqlite, migrations: known, clock: systemClock });
  const old = await open(migrations.slice(0, 3));
  await old.write((tx) => {
    tx.run(`INSERT INTO users (id, domain) VALUES ('local', 'www.vinted.fr')`);
    tx.run(`INSERT INTO drafts (id, user_id, title, price) VALUES ('d1', 'local', 'Robe', 12)`);
    tx.run(`INSERT INTO media_asset (id, user_id, sha256, width, height, mime, size_bytes)
      VALUES ('a1', 'local', 'aa', 1, 1, 'image/jpeg', 1)`);
    tx.run(`INSERT INTO photo_metadata (photo_id, user_id, draft_id, asset_id, file_size_bytes, compressed_size_bytes)
      VALUES ('p1', 'local', 'd1', 'a1', 1, 1)`);
    const line = (id: string, action: string, entity: string, of: string, at: string) =>
      tx.run(
        `INSERT INTO audit_log (id, user_id, actor, action, entity, entity_id, created_at)
         VALUES (?, 'local', 'seller', ?, ?, ?, ?)`,
        [id, action, entity, of, at],
      );
    line('later', 'draft.save', 'draft', 'd1', '2026-01-02T00:00:00.000Z');
    line('first', 'draft.create', 'draft', 'd1', '2026-01-01T00:00:00.000Z');
    line('photo', 'photo.order', 'photo', 'p1', '2026-01-03T00:00:00.000Z');
    line('moved', 'draft.status', 'draft', 'd1', '2026-01-04T00:00:00.000Z');
  });
  await old.close();
  return open();
}

test('what the journal said before is one operation a line, in the order of its times', async () => {
  const store = await migratedStore();
  const rows = store.read((reader) =>
    reader.all(`SELECT a.id, a.operation_id, a.seq = o.seq AS same, a.draft_id, o.kind, o.reversible
      FROM audit_log a JOIN operations o ON o.id = a.operation_id ORDER BY a.seq`),
  );
  const line = (id: string, kind: string, reversible: number) => ({
    id,
    operation_id: id,
    same: 1,
    draft_id: 'd1',
    kind,
    reversible,
  });
  expect(rows).toEqual([
    line('first', 'draft.create', 0),
    line('later', 'draft.save', 1),
    line('photo', 'photo.order', 1),
    line('moved', 'draft.status', 0),
  ]);
});

test('two lines never have one place in the order, and an account takes its operations along', async () => {
  const store = await migratedStore();
  const twice = store.write((tx) => tx.run('UPDATE audit_log SET seq = 1'));
  await expect(twice).rejects.toThrow('UNIQUE');
  await store.write((tx) => tx.run(`DELETE FROM users WHERE id = 'local'`));
  expect(store.read((reader) => reader.all('SELECT id FROM operations'))).toEqual([]);
});
