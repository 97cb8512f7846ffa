import type { SqlParams, SqlValue, Store, Transaction } from '../store/store.ts';

const DAY_MS = 86_400_000;
/** The moment tests of jobs happen at: 02:00 in Paris. */
export const NIGHT_MS = Date.parse('2026-11-26T01:00:00.000Z');
const daysAgo = (days: number) => new Date(NIGHT_MS - days * DAY_MS).toISOString();

function insert(tx: Transaction, table: string, row: Record<string, SqlValue>): void {
  const names = Object.keys(row);
  tx.run(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
    row,
  );
}

/** For tests: rows as they lie in a store that was used for months. Every part has the account `local`. */
export function wardrobe(store: Store) {
  const add = (table: string, row: Record<string, SqlValue>) => store.write((tx) => insert(tx, table, row));
  let position = 0;
  return {
    all: (sql: string): Record<string, SqlValue>[] => store.read((reader) => reader.all(sql)),
    plan: (sql: string, params?: SqlParams): string[] =>
      store
        .read((reader) => reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params))
        .map((row) => row.detail),
    ids: (sql: string): string[] =>
      store.read((reader) => reader.all<{ id: string }>(sql)).map((row) => row.id),

    /** A draft with its piece, unchanged for so many days; in the bin for `binnedDays` where given. */
    async draft(id: string, status: string, unchangedDays: number, binnedDays: number | null = null) {
      position += 1;
      await add('pieces', { id: `piece-${id}`, user_id: 'local', reference: position });
      await add('drafts', {
        id,
        user_id: 'local',
        piece_id: `piece-${id}`,
        title: `Robe ${id}`,
        price: 12,
        status,
        created_at: daysAgo(400),
        updated_at: daysAgo(unchangedDays),
        deleted_at: binnedDays === null ? null : daysAgo(binnedDays),
      });
    },
    async photo(id: string, draftId: string | null, binnedDays: number | null = null, content = id) {
      if (store.read((reader) => reader.get('SELECT 1 FROM media_asset WHERE id = ?', [content])) === null) {
        await add('media_asset', {
          id: content,
          user_id: 'local',
          sha256: `sha-${content}`,
          dhash: `dhash-${content}`,
          width: 1,
          height: 1,
          mime: 'image/jpeg',
          size_bytes: 10,
        });
      }
      await add('photo_metadata', {
        photo_id: id,
        user_id: 'local',
        draft_id: draftId,
        asset_id: content,
        file_size_bytes: 10,
        compressed_size_bytes: 10,
        deleted_at: binnedDays === null ? null : daysAgo(binnedDays),
      });
    },
    async job(draftId: string, status: string, photoIds: string[] = []) {
      position += 1;
      const photos = photoIds.map((photoId) => ({ photoId, sha256: photoId }));
      await add('plugin_queue', {
        id: `job-${position}`,
        user_id: 'local',
        operation: 'publish_product',
        draft_id: draftId,
        status,
        position,
        context_data: JSON.stringify({ photos }),
      });
    },
    async logLine(id: string, status: string, days: number, dryRun = false, draftId = 'gone') {
      await add('publish_log', {
        id,
        user_id: 'local',
        draft_id: draftId,
        idempotency_key: `key-${id}`,
        confirm_token: `token-${id}`,
        dry_run: dryRun ? 1 : 0,
        status,
        created_at: daysAgo(days),
      });
    },
    journal: (
      id: string,
      days: number,
      about: Partial<Record<'entity' | 'entity_id' | 'before', string>> = {},
    ) =>
      add('audit_log', {
        id,
        user_id: 'local',
        actor: 'seller',
        action: 'draft.save',
        entity: 'draft',
        entity_id: 'gone',
        created_at: daysAgo(days),
        ...about,
      }),
    listing: (id: string, draftId: string) =>
      add('listings', {
        id,
        draft_id: draftId,
        piece_id: `piece-${draftId}`,
        user_id: 'local',
        vinted_id: id,
        title: 'Robe',
        price: 12,
        snapshot: '{"item":"whole"}',
      }),
    setting: (key: string, value: unknown) =>
      add('settings', { key: `account.${key}`, value: JSON.stringify(value) }),
  };
}
