import { beforeEach, describe, expect, test } from 'vitest';
import type { SqlValue, Store } from '../store.ts';
import { testStore } from '../test-store.ts';

let store: Store;
beforeEach(async () => (store = await testStore()));

const all = <Row extends object = Record<string, SqlValue>>(sql: string, params?: SqlValue[]): Row[] =>
  store.read((reader) => reader.all<Row>(sql, params));

/** Inserts one row; what is not given takes a value that fits. */
function insert(table: string, row: Record<string, SqlValue> = {}): Promise<number> {
  const full: Record<string, SqlValue> = { ...FITTING[table], ...row };
  const columns = Object.keys(full);
  return store.write((tx) =>
    tx.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
      full,
    ),
  );
}

const FITTING: Record<string, Record<string, SqlValue>> = {
  users: { id: 'u2', domain: 'www.vinted.fr' },
  settings: { key: 'k', value: 'v' },
  pieces: { id: 'p1', user_id: 'local', reference: 1 },
  drafts: { id: 'd1', user_id: 'local', title: '', price: 0 },
  listings: { id: 'l1', user_id: 'local', title: 'Robe', price: 12.5 },
  publish_log: { id: 'g1', user_id: 'local', idempotency_key: 'k1', confirm_token: 'h1' },
  media_asset: {
    id: 'a1',
    user_id: 'local',
    sha256: 's1',
    width: 1,
    height: 1,
    mime: 'image/jpeg',
    size_bytes: 1,
  },
  photo_metadata: {
    photo_id: 'f1',
    user_id: 'local',
    asset_id: 'a1',
    file_size_bytes: 1,
    compressed_size_bytes: 1,
  },
  plugin_queue: { id: 'q1', user_id: 'local', operation: 'publish_product', draft_id: 'd1', position: 1 },
  plugin_tasks: { id: 't1', queue_id: 'q1', step: 'create_listing', status: 'intended' },
  reference_cache: {
    domain: 'www.vinted.fr',
    kind: 'brand',
    key: '1',
    value: '{}',
    seen_at: '2026-11-21T00:00:00.000Z',
  },
  audit_log: {
    id: 'x1',
    user_id: 'local',
    actor: 'seller',
    action: 'create',
    entity: 'draft',
    entity_id: 'd1',
  },
};

describe('columns of the specification', () => {
  test.each<[string, string]>([
    [
      'pieces',
      'id reference cost_cents purchase_date source location notes measures_json defects quantity state',
    ],
    [
      'drafts',
      'id piece_id user_id title description price brand size color category item_json listing_json flags_json status created_at updated_at',
    ],
    [
      'listings',
      'id draft_id piece_id user_id vinted_id title price listing_url status snapshot created_at updated_at',
    ],
    [
      'publish_log',
      'id user_id draft_id idempotency_key confirm_token dry_run status listing_url error_json created_at',
    ],
    [
      'photo_metadata',
      'photo_id user_id draft_id tier file_size_bytes compressed_size_bytes upload_date last_access_date scheduled_deletion published_to_vinted published_date access_count storage_path cdn_url created_at updated_at asset_id backend position alt_text deleted_at',
    ],
    ['media_asset', 'sha256 original_sha256 dhash width height mime size_bytes exif_taken_at'],
    [
      'plugin_queue',
      'id platform operation draft_id status current_step accumulated_data context_data error_message retry_count lease created_at updated_at',
    ],
    ['plugin_tasks', 'queue_id platform http_method path payload status result started_at finished_at error'],
    ['audit_log', 'actor action entity before after created_at'],
  ])('%s', (table, columns) => {
    const names = all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [table]).map(
      (row) => row.name,
    );
    expect(names).toEqual(expect.arrayContaining(columns.split(' ')));
  });

  test.each(['pieces', 'drafts', 'listings', 'photo_metadata'])('%s can be edited and binned', (table) => {
    const names = all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [table]).map(
      (row) => row.name,
    );
    expect(names).toEqual(expect.arrayContaining(['revision', 'deleted_at']));
  });

  test('money stands beside its currency', () => {
    const priced = all<{ name: string }>(
      `SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE c.name = 'price' ORDER BY 1`,
    );
    expect(priced.map((row) => row.name)).toEqual(['drafts', 'listings']);
    expect(
      all(`SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE c.name = 'currency'`),
    ).toHaveLength(2);
  });

  test('indexes of the specification', () => {
    const names = all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'index'`).map(
      (row) => row.name,
    );
    expect(names).toEqual(
      expect.arrayContaining(
        (
          'idx_drafts_user idx_drafts_status idx_listings_user idx_publog_idem idx_photos_user idx_photos_tier ' +
          'idx_photos_draft idx_photos_scheduled_deletion idx_photos_published idx_photos_upload_date ' +
          'idx_photos_last_access'
        ).split(' '),
      ),
    );
  });

  test('every reference is indexed: deleting a parent never scans its children', () => {
    const unindexed = all(
      `SELECT m.name AS child, f."from" AS col FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
       WHERE m.type = 'table' AND f."from" <> 'user_id' AND NOT EXISTS (
         SELECT 1 FROM pragma_index_list(m.name) l, pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = f."from")`,
    );
    expect(unindexed).toEqual([]);
  });
});

describe('defaults and checks', () => {
  test('times are UTC text with milliseconds; the rest starts as the specification says', async () => {
    for (const table of [
      'drafts',
      'listings',
      'publish_log',
      'media_asset',
      'photo_metadata',
      'plugin_queue',
    ]) {
      await insert(table);
      const [row] = all(`SELECT * FROM ${table}`);
      expect(row!['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Math.abs(Date.parse(String(row!['created_at'])) - Date.now())).toBeLessThan(60_000);
    }
    expect(all('SELECT status, currency, revision, deleted_at FROM drafts')).toEqual([
      { status: 'pending', currency: 'EUR', revision: 1, deleted_at: null },
    ]);
    expect(all('SELECT status FROM listings')).toEqual([{ status: 'active' }]);
    expect(all('SELECT dry_run, status FROM publish_log')).toEqual([{ dry_run: 1, status: 'queued' }]);
    expect(
      all('SELECT tier, scheduled_deletion, published_to_vinted, access_count FROM photo_metadata'),
    ).toEqual([{ tier: 'temp', scheduled_deletion: null, published_to_vinted: 0, access_count: 0 }]);
    expect(all('SELECT platform, status, retry_count FROM plugin_queue')).toEqual([
      { platform: 'vinted', status: 'queued', retry_count: 0 },
    ]);
  });

  test.each<[string, Record<string, SqlValue>]>([
    ['drafts', { price: -0.01 }],
    ['drafts', { price: 'abc' }],
    ['drafts', { price: null }],
    ['drafts', { title: null }],
    ['drafts', { status: 'sold' }],
    ['drafts', { user_id: 'nobody' }],
    ['drafts', { id: null }],
    ['listings', { title: null }],
    ['listings', { status: 'gone' }],
    ['publish_log', { confirm_token: null }],
    ['publish_log', { idempotency_key: null }],
    ['publish_log', { dry_run: 2 }],
    ['publish_log', { status: 'sent' }],
    ['photo_metadata', { tier: 'warm' }],
    ['photo_metadata', { user_id: null }],
    ['photo_metadata', { asset_id: 'nothing' }],
    ['photo_metadata', { file_size_bytes: null }],
    ['pieces', { state: 'eaten' }],
    ['plugin_queue', { operation: 'like' }],
    ['plugin_queue', { status: 'done' }],
    ['plugin_queue', { draft_id: null }],
    ['plugin_tasks', { queue_id: 'nothing' }],
  ])('%s refuses %o', async (table, row) => {
    if (table === 'photo_metadata') await insert('media_asset');
    if (table === 'plugin_tasks') await insert('plugin_queue');
    await expect(insert(table, row)).rejects.toThrow(/constraint failed|cannot store/);
    await insert(table);
  });

  test.each<[string, Record<string, SqlValue>, Record<string, SqlValue>]>([
    ['pieces', { id: 'p1', reference: 7 }, { id: 'p2', reference: 7 }],
    ['listings', { id: 'l1', vinted_id: '5' }, { id: 'l2', vinted_id: '5' }],
    ['publish_log', { id: 'g1' }, { id: 'g2' }],
    ['media_asset', { id: 'a1' }, { id: 'a2' }],
  ])('%s: one of a kind', async (table, first, second) => {
    await insert(table, first);
    await expect(insert(table, second)).rejects.toThrow('UNIQUE');
  });
});

describe('one open publishing job per draft', () => {
  const OPEN = ['queued', 'processing', 'paused', 'manual', 'unknown'];
  const CLOSED = ['completed', 'failed', 'cancelled'];
  const MAKES = ['publish_product', 'rehearse', 'save_vinted_draft', 'relist'];

  test.each(OPEN.flatMap((status) => MAKES.map((operation) => [status, operation] as const)))(
    '%s %s stands in the way of another',
    async (status, operation) => {
      await insert('plugin_queue', { status, operation });
      await expect(insert('plugin_queue', { id: 'q2' })).rejects.toThrow('UNIQUE');
      await insert('plugin_queue', { id: 'q3', draft_id: 'd2' });
      await insert('plugin_queue', { id: 'q4', operation: 'update_price' });
    },
  );

  test.each(CLOSED)('%s does not', async (status) => {
    await insert('plugin_queue', { status });
    await insert('plugin_queue', { id: 'q2', status });
    await insert('plugin_queue', { id: 'q3' });
    await expect(
      store.write((tx) => tx.run(`UPDATE plugin_queue SET status = 'queued' WHERE id = 'q1'`)),
    ).rejects.toThrow('UNIQUE');
  });
});

describe('what goes with what', () => {
  beforeEach(async () => {
    for (const table of Object.keys(FITTING)) {
      if (table !== 'users')
        await insert(table, { ...(['drafts', 'listings'].includes(table) && { piece_id: 'p1' }) });
    }
    await store.write((tx) => tx.run(`UPDATE photo_metadata SET draft_id = 'd1'`));
    await store.write((tx) => tx.run(`UPDATE listings SET draft_id = 'd1'`));
  });

  test('a draft goes without its photos, its listing, its log and its job', async () => {
    await store.write((tx) => tx.run(`DELETE FROM drafts`));
    expect(all('SELECT draft_id FROM photo_metadata')).toEqual([{ draft_id: null }]);
    expect(all('SELECT draft_id, piece_id FROM listings')).toEqual([{ draft_id: null, piece_id: 'p1' }]);
    expect(all('SELECT draft_id FROM plugin_queue')).toHaveLength(1);
  });

  test('an asset does not go while a photo shows it', async () => {
    await expect(store.write((tx) => tx.run('DELETE FROM media_asset'))).rejects.toThrow('FOREIGN KEY');
  });

  test('an account goes with all that is its own', async () => {
    await store.write((tx) => tx.run(`DELETE FROM users WHERE id = 'local'`));
    for (const table of Object.keys(FITTING)) {
      if (table === 'settings' || table === 'reference_cache') continue;
      expect(all(`SELECT * FROM ${table}`), table).toEqual([]);
    }
  });

  test('the local account can take the name of the first that signs in', async () => {
    await store.write((tx) => tx.run(`UPDATE users SET id = 'www.vinted.fr:42' WHERE id = 'local'`));
    for (const table of Object.keys(FITTING)) {
      if (['users', 'settings', 'reference_cache', 'plugin_tasks'].includes(table)) continue;
      expect(all(`SELECT user_id FROM ${table}`), table).toEqual([{ user_id: 'www.vinted.fr:42' }]);
    }
  });
});

test.each([
  [
    'the list of drafts',
    `SELECT id FROM drafts WHERE user_id = ? AND deleted_at IS NULL ORDER BY updated_at DESC, id DESC`,
  ],
  [
    'drafts of a status',
    `SELECT id FROM drafts WHERE user_id = ? AND status = 'ready' AND deleted_at IS NULL ORDER BY updated_at DESC, id DESC`,
  ],
  [
    'photos of a draft',
    `SELECT photo_id FROM photo_metadata WHERE draft_id = ? AND deleted_at IS NULL ORDER BY position`,
  ],
  ['a seen key', `SELECT 1 FROM publish_log WHERE idempotency_key = ?`],
  [
    'the open job of a draft',
    `SELECT id FROM plugin_queue WHERE draft_id = ? AND status IN ('queued', 'processing')`,
  ],
  [
    'the head of the queue',
    `SELECT id FROM plugin_queue WHERE user_id = ? AND platform = 'vinted' AND status = 'queued' ORDER BY position`,
  ],
  ['the tasks of a job', `SELECT id FROM plugin_tasks WHERE queue_id = ? ORDER BY created_at, id`],
])('%s is answered by an index, without sorting', (_name, sql) => {
  const plan = all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ['x']).map((row) => row.detail).join('; '); // prettier-ignore
  expect(plan).toMatch(/SEARCH \w+ USING (COVERING )?INDEX/);
  expect(plan).not.toContain('TEMP B-TREE');
});
