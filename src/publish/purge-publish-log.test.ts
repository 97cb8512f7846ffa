import { beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../shared/ids.ts';
import type { SqlValue, Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { publishLogRepository } from './publish-log-repository.ts';
import { countPurgeableLog, keepPublicationKeys, purgePublishLog } from './purge-publish-log.ts';

const LONG_AGO = '2026-01-05T10:00:00.000Z';
const LIMIT = '2026-08-28T00:00:00.000Z';
const NOW = '2026-11-26T02:00:00.000Z';
const log = publishLogRepository('local');

let store: Store;
beforeEach(async () => (store = await testStore()));

const all = (sql: string) => store.read((reader) => reader.all<Record<string, SqlValue>>(sql));
const entry = (name: string, dryRun = false) => ({
  id: `log-${name}`,
  draftId: `draft-${name}`,
  idempotencyKey: `key-${name}`,
  tokenHash: `token-${name}`,
  dryRun,
});
const publish = (
  name: string,
  end: 'queued' | 'ok' | 'manual' | 'error',
  { at = LONG_AGO, dryRun = false } = {},
) =>
  store.write((tx) => {
    log.logPublish(tx, entry(name, dryRun), { status: 'queued' }, at);
    if (end !== 'queued') log.close(tx, `log-${name}`, { status: end, listingUrl: `url-${name}` }, at);
  });
const purge = (limit = 100) => store.write((tx) => purgePublishLog(tx, 'local', LIMIT, limit, NOW));
const seen = (name: string) => store.read((reader) => log.seenIdempotency(reader, `key-${name}`));
const mayBeOnline = (name: string) => store.read((reader) => log.mayBeOnline(reader, `draft-${name}`));

describe('the key of a real publication', () => {
  test('is kept as its hash in the transaction that reserves it, and learns its end', async () => {
    await publish('a', 'queued');
    const hash = await sha256Hex('key-a');
    const kept = () => all('SELECT * FROM publication_keys');
    expect(kept()).toEqual([
      { key_hash: hash, draft_id: 'draft-a', listing_url: null, ended_as: null, created_at: LONG_AGO },
    ]);
    await store.write((tx) => log.close(tx, 'log-a', { status: 'manual' }, NOW));
    expect(kept()).toMatchObject([{ ended_as: 'manual' }]);
    await store.write((tx) => log.close(tx, 'log-a', { status: 'ok', listingUrl: 'url' }, NOW));
    expect(kept()).toMatchObject([{ ended_as: 'ok', listing_url: 'url' }]);
    expect(JSON.stringify(kept())).not.toContain('key-a');
  });

  test('of a rehearsal is not', async () => {
    await publish('a', 'ok', { dryRun: true });
    expect(all('SELECT * FROM publication_keys')).toEqual([]);
    expect(seen('a')).toBe(true);
  });

  test.each(['ok', 'error'] as const)('is seen for ever, whatever its end: %s', async (end) => {
    await publish('a', end);
    expect(await purge()).toEqual([{ id: 'log-a', real: true }]);
    expect(all('SELECT * FROM publish_log')).toEqual([]);
    expect(seen('a')).toBe(true);
    expect(mayBeOnline('a')).toBe(end === 'ok');
    expect(all('SELECT draft_id, listing_url, ended_as FROM publication_keys')).toEqual([
      { draft_id: 'draft-a', listing_url: 'url-a', ended_as: end },
    ]);
  });

  test('cannot be reserved again once its line is gone, even by who does not ask', async () => {
    await publish('a', 'error');
    await purge();
    await expect(
      store.write((tx) => log.logPublish(tx, { ...entry('a'), id: 'new' }, { status: 'queued' }, NOW)),
    ).rejects.toThrow('UNIQUE');
    expect(all('SELECT * FROM publish_log')).toEqual([]);
  });

  test('logged again under the same id, its end is written and nothing else', async () => {
    await publish('a', 'queued');
    await store.write((tx) => log.logPublish(tx, entry('a'), { status: 'ok', listingUrl: 'url' }, NOW));
    expect(all('SELECT ended_as, listing_url FROM publication_keys')).toEqual([
      { ended_as: 'ok', listing_url: 'url' },
    ]);
  });
});

describe('what was logged before hashes were kept', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b', 'c']) await publish(name, name === 'c' ? 'queued' : 'ok');
    await store.write((tx) => {
      tx.run('DELETE FROM publication_keys');
      tx.run('UPDATE publish_log SET key_hash = NULL');
    });
  });

  test('stays in the log until its key is kept', async () => {
    expect(await purge()).toEqual([]);
    expect(all('SELECT * FROM publish_log')).toHaveLength(3);
  });

  test('is hashed in slices, each row once, also what is still queued', async () => {
    const keep = () => store.write((tx) => keepPublicationKeys(tx, 'local', 2));
    expect([await keep(), await keep(), await keep()]).toEqual([2, 1, 0]);
    expect(all('SELECT ended_as FROM publication_keys ORDER BY draft_id')).toEqual([
      { ended_as: 'ok' },
      { ended_as: 'ok' },
      { ended_as: null },
    ]);
    expect(await purge()).toHaveLength(2);
    for (const name of ['a', 'b', 'c']) expect(seen(name)).toBe(true);
    await store.write((tx) => log.close(tx, 'log-c', { status: 'error' }, NOW));
    expect(all(`SELECT ended_as FROM publication_keys WHERE draft_id = 'draft-c'`)).toEqual([
      { ended_as: 'error' },
    ]);
  });
});

describe('the purge', () => {
  test.each(['queued', 'manual'] as const)('leaves what is %s, whatever its age', async (status) => {
    await publish('a', status);
    expect(await purge()).toEqual([]);
    expect(store.read((reader) => countPurgeableLog(reader, 'local', LIMIT))).toEqual({ rows: 0, real: 0 });
  });

  test('leaves what an unfinished job writes to, and what is not old enough', async () => {
    await publish('held', 'error');
    await publish('young', 'ok', { at: LIMIT });
    await store.write((tx) =>
      tx.run(
        `INSERT INTO plugin_queue (id, user_id, operation, draft_id, publish_log_id, status, position)
         VALUES ('q', 'local', 'publish_product', 'draft-held', 'log-held', 'paused', 1)`,
      ),
    );
    expect(await purge()).toEqual([]);
    await store.write((tx) => tx.run(`UPDATE plugin_queue SET status = 'failed'`));
    expect(await purge()).toEqual([{ id: 'log-held', real: true }]);
  });

  test('goes slice by slice, oldest first, and says before what it will take', async () => {
    await publish('b', 'ok', { at: '2026-02-01T00:00:00.000Z', dryRun: true });
    await publish('a', 'ok');
    await publish('c', 'error', { at: '2026-03-01T00:00:00.000Z' });
    expect(store.read((reader) => countPurgeableLog(reader, 'local', LIMIT))).toEqual({ rows: 3, real: 2 });
    expect((await purge(2)).map((row) => row.id)).toEqual(['log-a', 'log-b']);
    expect((await purge(2)).map((row) => row.id)).toEqual(['log-c']);
    expect(await purge(2)).toEqual([]);
  });

  test('does not forget that a rehearsal went well', async () => {
    const rehearsed = () => store.read((reader) => log.rehearsedBefore(reader));
    await publish('failed', 'error', { dryRun: true });
    await purge();
    expect(rehearsed()).toBe(false);
    await publish('a', 'ok', { dryRun: true });
    await purge();
    expect(rehearsed()).toBe(true);
  });

  test('leaves other accounts alone', async () => {
    await publish('a', 'ok');
    await store.write((tx) => {
      tx.run(`INSERT INTO users (id, domain) VALUES ('other', 'www.vinted.fr')`);
      tx.run(`UPDATE publish_log SET user_id = 'other'`);
    });
    expect(await purge()).toEqual([]);
  });
});
